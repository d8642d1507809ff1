using OutProc.Chaos.Calls;

namespace OutProc.Chaos.Workers;

/// <summary>What both kinds of victim do.</summary>
internal sealed class VictimWork : IDisposable
{
    private readonly Journal _journal = new();

    public byte[] Transform(long id, byte[] data)
    {
        _journal.Write(id);
        Pattern.Transform(id, data);
        return data;
    }

    public async Task<byte[]> TransformLaterAsync(long id, byte[] data, int milliseconds, CancellationToken cancellationToken)
    {
        _journal.Write(id);
        await Task.Delay(milliseconds, cancellationToken);
        Pattern.Transform(id, data);
        return data;
    }

    public long Sum(long id, byte[] data)
    {
        _journal.Write(id);
        return Pattern.Sum(data);
    }

    public byte[] Generate(long id, int size)
    {
        _journal.Write(id);
        return Pattern.Create(id, size);
    }

    public void Refuse(long id)
    {
        _journal.Write(id);
        throw new InvalidOperationException(Pattern.Refusal(id));
    }

    public void Sleep(long id, int milliseconds)
    {
        _journal.Write(id);
        Thread.Sleep(milliseconds);
    }

    public void Misbehave(long id, Misdeed misdeed, int seed)
    {
        _journal.Write(id);
        Misdeeds.Commit(misdeed, seed);
    }

    public void Dispose() => _journal.Dispose();
}
