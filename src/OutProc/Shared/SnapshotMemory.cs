using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>The memory of a snapshot: the last few versions, of which the newest is read.</summary>
internal sealed unsafe class SnapshotMemory
{
    private readonly SharedRegion _region;
    private readonly SnapshotLayout* _layout;

    public SnapshotMemory(SharedEntry entry)
    {
        _region = entry.Map();
        _layout = (SnapshotLayout*)_region.Start;
        long maxBytes = entry.Parameter(0);
        if (maxBytes is < 1 or > int.MaxValue || SnapshotLayout.LengthOf(entry.Name, (int)maxBytes) > (long)_region.Length)
        {
            throw new SharedResourceException($"The memory of the shared snapshot '{entry.Name}' is smaller than what was declared.", entry.Name);
        }

        MaxBytes = (int)maxBytes;
    }

    public int MaxBytes { get; }

    /// <summary>The newest version; 0 before the first.</summary>
    public long Version => Volatile.Read(ref _layout->Version);

    /// <summary>Writes a version where the oldest one lies. One at a time.</summary>
    public long Store(ReadOnlySpan<byte> bytes)
    {
        long version = Version + 1;
        int index = SnapshotLayout.IndexOf(version);

        // Who still reads what lies here sees that it is going before the first of its bytes is gone.
        Interlocked.Exchange(ref _layout->Versions[index], 0);
        bytes.CopyTo(new Span<byte>(_region.Start + SnapshotLayout.OffsetOf(version, MaxBytes), MaxBytes));
        _layout->Lengths[index] = bytes.Length;
        Volatile.Write(ref _layout->Versions[index], version);
        Interlocked.Exchange(ref _layout->Version, version);
        GC.KeepAlive(_region);
        return version;
    }

    /// <returns><c>null</c> when the version was overwritten meanwhile.</returns>
    public PayloadBuffer? TryCopy(long version)
    {
        int index = SnapshotLayout.IndexOf(version);
        bool isThere = Volatile.Read(ref _layout->Versions[index]) == version;
        int length = Volatile.Read(ref _layout->Lengths[index]);
        if (!isThere || (uint)length > (uint)MaxBytes)
        {
            return null;
        }

        PayloadBuffer bytes = PayloadBuffer.Rent(length);
        bytes.CopyFrom(new ReadOnlySpan<byte>(_region.Start + SnapshotLayout.OffsetOf(version, MaxBytes), length));

        // The bytes are read before it is looked whether they are still those.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _layout->Versions[index]) == version)
        {
            GC.KeepAlive(_region);
            return bytes;
        }

        bytes.Dispose();
        return null;
    }
}
