using OutProc.Chaos.Workers;

namespace OutProc.Chaos.Calls;

/// <summary>The two generated interfaces as one, for callers that do not care how a worker runs its calls.</summary>
internal interface IVictimCalls
{
    ValueTask<byte[]> TransformAsync(long id, byte[] data, CancellationToken cancellationToken);

    ValueTask<byte[]> TransformLaterAsync(long id, byte[] data, int milliseconds, CancellationToken cancellationToken);

    ValueTask<long> SumAsync(long id, byte[] data, CancellationToken cancellationToken);

    ValueTask<byte[]> GenerateAsync(long id, int size, CancellationToken cancellationToken);

    ValueTask RefuseAsync(long id, CancellationToken cancellationToken);

    ValueTask SleepAsync(long id, int milliseconds, CancellationToken cancellationToken);

    ValueTask MisbehaveAsync(long id, Misdeed misdeed, int seed, CancellationToken cancellationToken);
}
