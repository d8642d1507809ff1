using OutProc.Chaos.Workers;

namespace OutProc.Chaos.Calls;

/// <summary>Calls of workers that run one at a time.</summary>
internal sealed class SerializedCalls(IVictim victim) : IVictimCalls
{
    public ValueTask<byte[]> TransformAsync(long id, byte[] data, CancellationToken cancellationToken)
        => victim.TransformAsync(id, data, cancellationToken);

    public ValueTask<byte[]> TransformLaterAsync(long id, byte[] data, int milliseconds, CancellationToken cancellationToken)
        => victim.TransformLaterAsync(id, data, milliseconds, cancellationToken);

    public ValueTask<long> SumAsync(long id, byte[] data, CancellationToken cancellationToken)
        => victim.SumAsync(id, data, cancellationToken);

    public ValueTask<byte[]> GenerateAsync(long id, int size, CancellationToken cancellationToken)
        => victim.GenerateAsync(id, size, cancellationToken);

    public ValueTask RefuseAsync(long id, CancellationToken cancellationToken) => victim.RefuseAsync(id, cancellationToken);

    public ValueTask SleepAsync(long id, int milliseconds, CancellationToken cancellationToken)
        => victim.SleepAsync(id, milliseconds, cancellationToken);

    public ValueTask MisbehaveAsync(long id, Misdeed misdeed, int seed, CancellationToken cancellationToken)
        => victim.MisbehaveAsync(id, misdeed, seed, cancellationToken);
}
