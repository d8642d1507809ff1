namespace OutProc.Chaos.Workers;

/// <summary>Runs one call at a time.</summary>
[RemoteWorker]
public sealed class Victim : IDisposable
{
    private readonly VictimWork _work = new();

    public byte[] Transform(long id, byte[] data) => _work.Transform(id, data);

    [RemoteMethod(TimeoutMs = 2000)]
    public Task<byte[]> TransformLaterAsync(long id, byte[] data, int milliseconds, CancellationToken cancellationToken)
        => _work.TransformLaterAsync(id, data, milliseconds, cancellationToken);

    [RemoteMethod(Idempotent = true)]
    public long Sum(long id, byte[] data) => _work.Sum(id, data);

    public byte[] Generate(long id, int size) => _work.Generate(id, size);

    public void Refuse(long id) => _work.Refuse(id);

    /// <summary>Does not look at any token.</summary>
    public void Sleep(long id, int milliseconds) => _work.Sleep(id, milliseconds);

    public void Misbehave(long id, Misdeed misdeed, int seed) => _work.Misbehave(id, misdeed, seed);

    [RemoteIgnore]
    public void Dispose() => _work.Dispose();
}
