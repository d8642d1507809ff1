using OutProc.Interop;
using OutProc.Shared;

namespace OutProc.Tests.Shared;

/// <summary>A space with a host and some workers, each with a mapping of its own, as processes have.</summary>
internal sealed class Participants : IDisposable
{
    private readonly List<SharedSpace> _spaces = [];
    private readonly List<SharedRegion> _regions = [];

    public Participants(int workers = 2)
    {
        _spaces.Add(SharedSpace.Create(out FileDescriptor descriptor));
        using (descriptor)
        {
            for (int slot = 1; slot <= workers; slot++)
            {
                _spaces.Add(SharedSpace.Open(descriptor, slot, workerId: slot + 10));
            }
        }
    }

    public SharedSpace Host => _spaces[0];

    public SharedSpace this[int slot] => _spaces[slot];

    /// <summary>The same lock as each participant sees it.</summary>
    public SharedLock[] Lock(SharedLockOptions options = SharedLockOptions.None, string name = "it")
        => Make((primitive, _) => new SharedLock(primitive, options), 0, name);

    public SharedCondition[] Condition()
        => Make(static (primitive, first) => new SharedCondition(primitive, first), Host.AllocatePermits(SharedCondition.Permits));

    public SharedBarrier[] Barrier(int participants, TimeSpan? timeout = null)
        => Make((primitive, _) => new SharedBarrier(primitive, participants, timeout ?? Timeout.InfiniteTimeSpan), 0);

    public SharedEvent[] Event(bool automatic = false) => Make((primitive, _) => new SharedEvent(primitive, automatic), 0);

    public SharedCountdown[] Countdown(int count)
    {
        SharedCountdown[] all = Make(static (primitive, _) => new SharedCountdown(primitive), 0);
        all[0].Reset(count);
        return all;
    }

    public SharedSemaphore[] Semaphore(int count)
        => Make((primitive, first) => new SharedSemaphore(primitive, first, count), Host.AllocatePermits(count));

    public SharedReaderWriterLock[] ReaderWriterLock()
        => Make(static (primitive, first) => new SharedReaderWriterLock(primitive, first), Host.AllocatePermits(SpaceLayout.MaxSlots));

    public SharedValue<T>[] Value<T>()
        where T : unmanaged
        => Make(static (primitive, _) => new SharedValue<T>(primitive), 0);

    public SharedQueue<T>[] Queue<T>(int capacity, int maxItemBytes = 64 << 10)
    {
        QueueShape shape = SharedQueue<T>.ShapeOf("it", capacity, maxItemBytes);
        int[] words = [Host.Allocate(), Host.Allocate(), Host.Allocate()];
        SharedRegion region = SharedRegion.Create((nuint)shape.Length, out FileDescriptor descriptor);
        using (descriptor)
        {
            _regions.Add(region);
            return [.. _spaces.Select(space => new SharedQueue<T>(QueueOf(space, space == Host ? region : Open(descriptor, shape), shape, words)))];
        }
    }

    public void Dispose()
    {
        _spaces.ForEach(static space => space.Dispose());
        _regions.ForEach(static region => region.Dispose());
    }

    /// <summary>The memory of queues, as each participant sees it.</summary>
    public IReadOnlyList<SharedRegion> Regions => _regions;

    private static QueueRing QueueOf(SharedSpace space, SharedRegion region, in QueueShape shape, int[] words) => new(
        region,
        shape,
        offset: 0,
        new SharedPrimitive(space, "it", words[0]),
        new SharedPrimitive(space, "it", words[1]),
        new SharedPrimitive(space, "it", words[2]));

    private SharedRegion Open(FileDescriptor descriptor, in QueueShape shape)
    {
        SharedRegion region = SharedRegion.Open(descriptor, (nuint)shape.Length);
        _regions.Add(region);
        return region;
    }

    private T[] Make<T>(Func<SharedPrimitive, int, T> make, int permits, string name = "it")
    {
        int index = Host.Allocate();
        return [.. _spaces.Select(space => make(new SharedPrimitive(space, name, index), permits))];
    }
}
