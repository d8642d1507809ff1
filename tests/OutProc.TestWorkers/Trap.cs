namespace OutProc.TestWorkers;

/// <summary>Data that do something when they are written or read, in the worker only.</summary>
public sealed class Trap
{
    private string _onRead = "";

    /// <summary>Set by the worker, so that the host's side of the same code does nothing.</summary>
    internal static bool IsArmed { get; set; }

    /// <summary>What happens where the data are read: nothing, <c>error</c>, <c>exit</c> or <c>crash</c>.</summary>
    public string OnRead
    {
        get => _onRead;
        set
        {
            _onRead = value;
            Spring(value);
        }
    }

    /// <summary>What is going to happen where the data are written.</summary>
    public string WhenWritten { get; set; } = "";

    /// <summary>Does it.</summary>
    public string OnWrite
    {
        get
        {
            Spring(WhenWritten);
            return "";
        }

        set => _ = value;
    }

    internal static void Spring(string what)
    {
        if (!IsArmed)
        {
            return;
        }

        switch (what)
        {
            case "error":
                throw new InvalidOperationException("sprung");
            case "exit":
                Environment.Exit(17);
                break;
            case "crash":
                Environment.FailFast("sprung");
                break;
        }
    }
}
