namespace OutProc.TestWorkers;

/// <summary>Takes and gives large values.</summary>
[RemoteWorker]
public sealed class Hauler
{
    private readonly List<string> _journal = [];
    private byte[] _kept = [];

    public byte[] Echo(byte[] data)
    {
        _journal.Add("Echo");
        return data;
    }

    public ReadOnlyMemory<byte> Slice(ReadOnlyMemory<byte> data, int start, int length) => data.Slice(start, length);

    public double[] Scale(double[] values, double factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }

        return values;
    }

    public Cargo Carry(Cargo cargo) => cargo with { Check = cargo.Body.Length + cargo.Columns.Sum(column => column.Length) + cargo.View.Length };

    /// <summary>Returns the same array each time, changed: what is returned must have left before the next call begins.</summary>
    public byte[] GiveKept(int length, byte value)
    {
        if (_kept.Length != length)
        {
            _kept = new byte[length];
        }

        _kept.AsSpan().Fill(value);
        return _kept;
    }

    public int Note(string text)
    {
        _journal.Add(text);
        return Environment.ProcessId;
    }

    public string Journal() => string.Join(' ', _journal);

    /// <summary>Keeps the worker's loop busy until a file is there.</summary>
    public void HoldUntil(string file)
    {
        while (!File.Exists(file))
        {
            Thread.Sleep(1);
        }
    }

    /// <summary>Ends the process when it is called first.</summary>
    [RemoteMethod(Idempotent = true)]
    public int CountAtSecondAttempt(byte[] data, string file)
    {
        if (!File.Exists(file))
        {
            File.WriteAllText(file, "");
            Environment.FailFast("first attempt");
        }

        return data.Count(value => value == 1);
    }
}
