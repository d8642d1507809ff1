using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

/// <summary>A worker that writes nonsense over what it shares spoils its meaning, and neither the memory of the host nor the end of its waits.</summary>
public sealed class HostileSharedMemoryTests : IDisposable
{
    private const int Rounds = 20;

    private static readonly TimeSpan s_shortly = TimeSpan.FromMilliseconds(2);

    private readonly SharedResources _set = SharedResources.Create(
        new SharedDeclarations()
            .AddLock("lock")
            .AddLock("chain", SharedLockOptions.Reentrant)
            .AddSemaphore("semaphore", 3)
            .AddEvent("event", EventResetMode.AutoReset)
            .AddCondition("condition")
            .AddBarrier("barrier", 2)
            .AddReaderWriterLock("rw")
            .AddCountdown("countdown", 2)
            .AddValue("value", 42)
            .AddArray<long>("array", 1000)
            .AddSnapshot<string>("snapshot", 1 << 12)
            .AddQueue<long>("numbers", 8)
            .AddQueue<string>("texts", 8, maxItemBytes: 1000),
        out _);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Operations_WhileTheMemoryIsScribbledOver_EndAndHarmNothingElse(int seed)
    {
        using var stop = new CancellationTokenSource();
        Task scribbling = Task.Factory.StartNew(
            () => Scribble(seed, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            for (int round = 0; round < Rounds; round++)
            {
                foreach (Func<ValueTask> operation in Operations())
                {
                    await TryAsync(operation).AsTask().DefaultTimeout();
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await scribbling.DefaultTimeout();
        }
    }

    public void Dispose() => _set.Dispose();

    /// <summary>What the operations may say of memory that does not add up. Anything else is a mistake of ours.</summary>
    private static async ValueTask TryAsync(Func<ValueTask> operation)
    {
        try
        {
            await operation();
        }
        catch (Exception e) when (e is SharedResourceException or TimeoutException or OperationCanceledException or OutProcException or InvalidOperationException)
        {
        }
    }

    private IEnumerable<Func<ValueTask>> Operations()
    {
        yield return async () => (await _set.Get<SharedLock>("lock").AcquireAsync(s_shortly)).Dispose();
        yield return async () => (await _set.Get<SharedLock>("chain").AcquireAsync(s_shortly)).Dispose();
        yield return async () => (await _set.Get<SharedSemaphore>("semaphore").AcquireAsync(s_shortly)).Dispose();
        yield return async () =>
        {
            _set.Get<SharedEvent>("event").Set();
            await _set.Get<SharedEvent>("event").WaitAsync(s_shortly);
        };
        yield return async () =>
        {
            await using SharedLockLease lease = await _set.Get<SharedLock>("lock").AcquireAsync(s_shortly);
            _set.Get<SharedCondition>("condition").NotifyAll(lease);
        };
        yield return async () => await _set.Get<SharedBarrier>("barrier").SignalAndWaitAsync(s_shortly);
        yield return () =>
        {
            _set.Get<SharedBarrier>("barrier").Reset();
            return default;
        };
        yield return async () => await (await _set.Get<SharedReaderWriterLock>("rw").ReadAsync(s_shortly)).DisposeAsync();
        yield return async () => await (await _set.Get<SharedReaderWriterLock>("rw").WriteAsync(s_shortly)).DisposeAsync();
        yield return () =>
        {
            _set.Get<SharedCountdown>("countdown").Signal();
            _set.Get<SharedValue<int>>("value").Add(1);
            _ = _set.Get<SharedArray<long>>("array").Span[999];
            return default;
        };
        yield return async () => await _set.Get<SharedSnapshot<string>>("snapshot").PublishAsync("news", Bounded());
        yield return () =>
        {
            _ = _set.Get<SharedSnapshot<string>>("snapshot").Read().Length;
            return default;
        };
        foreach (Func<ValueTask> operation in Queue(_set.Get<SharedQueue<long>>("numbers"), 7L).Concat(Queue(_set.Get<SharedQueue<string>>("texts"), "seven")))
        {
            yield return operation;
        }

        yield return () =>
        {
            // As if a worker had died: its slot is repaired, and somebody else's the next time.
            SharedMember? member = _set.Join(1);
            member?.End();
            return default;
        };
    }

    private static IEnumerable<Func<ValueTask>> Queue<T>(SharedQueue<T> queue, T item)
    {
        yield return async () => await queue.WriteAsync(item, s_shortly);
        yield return async () => await queue.ReadAsync(s_shortly);
        yield return () =>
        {
            queue.TryRead(out _);
            _ = queue.Count;
            return default;
        };
        yield return async () =>
        {
            using SharedQueueItem<T> received = await queue.ReceiveAsync(s_shortly);
            received.Acknowledge();
        };
        yield return async () => await queue.JoinAsync(Bounded());
    }

    private static CancellationToken Bounded() => new CancellationTokenSource(s_shortly).Token;

    private unsafe void Scribble(int seed, CancellationToken stop)
    {
        var random = new Random(seed);
        (nint Start, long Length)[] targets =
        [
            ((nint)_set.Space.Word(0) - SpaceLayout.WordsOffset, SpaceLayout.WordsOffset + (64 * WordLayout.Size)),
            TargetOf(_set.Get<SharedArray<long>>("array")),
            TargetOf(_set.Get<SharedSnapshot<string>>("snapshot")),
            TargetOf(_set.Get<SharedQueue<long>>("numbers")),
            TargetOf(_set.Get<SharedQueue<string>>("texts")),
        ];
        while (!stop.IsCancellationRequested)
        {
            (nint start, long length) = targets[random.Next(targets.Length)];
            long* place = (long*)start + random.NextInt64(length / sizeof(long));
            Volatile.Write(ref *place, random.Next(6) switch
            {
                0 => 0,
                1 => -1,
                2 => random.Next(16),
                3 => Volatile.Read(ref *place) ^ (1L << random.Next(64)),
                4 => int.MaxValue,
                _ => random.NextInt64(),
            });
        }
    }

    private static unsafe (nint Start, long Length) TargetOf<T>(T resource)
        where T : class, ISharedResource<T>
    {
        SharedRegion region = resource.Entry.Map();
        return ((nint)region.Start, (long)region.Length);
    }
}
