using System.Numerics;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>How the memory of a queue is laid out. Computed by each process from what the queue was declared with, never read from shared memory.</summary>
/// <remarks>
/// Unread items are at most <see cref="Capacity"/>; there are more places, so that items that are read but not acknowledged do not stop writers at once.
/// Small items lie in their cell, so that what is in use stays together; larger ones in pages of their own behind the cells, which take memory
/// once they are written.
/// </remarks>
internal readonly record struct QueueShape
{
    /// <summary>Room for all that is kept of an exception; it takes memory once there is one.</summary>
    public const int MaxErrorBytes = 512 << 10;

    public const int MaxCapacity = 1 << 20;

    private const int MaxInline = 240;
    private const int MinPlaces = 64;
    private const int ErrorOffset = QueueHeader.Size;
    private const int CellsOffset = ErrorOffset + MaxErrorBytes;
    private const long MaxLength = 1L << 40;

    private QueueShape(int capacity, int maxItemBytes, bool isRaw)
    {
        Capacity = capacity;
        MaxItemBytes = maxItemBytes;
        IsRaw = isRaw;
        Places = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity * 2, MinPlaces));
        InlineBytes = isRaw ? maxItemBytes : Math.Min(maxItemBytes, MaxInline);
        CellStride = (RingCell.Size + InlineBytes + 15) & ~15;
        LargeOffset = RoundToPage(CellsOffset + ((long)CellStride * Places));
        LargeStride = maxItemBytes > InlineBytes ? RoundToPage(maxItemBytes) : 0;
    }

    public int Capacity { get; }

    public int MaxItemBytes { get; }

    /// <summary>Whether items are their memory.</summary>
    public bool IsRaw { get; }

    /// <summary>A power of two.</summary>
    public int Places { get; }

    public int InlineBytes { get; }

    public int CellStride { get; }

    public long LargeStride { get; }

    public long LargeOffset { get; }

    public long Length => LargeOffset + (LargeStride * Places);

    /// <exception cref="ArgumentOutOfRangeException">A number is too small or too large.</exception>
    /// <exception cref="SharedResourceException">So much memory has no address.</exception>
    public static QueueShape Of(string name, int capacity, int maxItemBytes, bool isRaw)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxItemBytes, 1);
        var shape = new QueueShape(capacity, maxItemBytes, isRaw);
        return shape.Length <= MaxLength
            ? shape
            : throw new SharedResourceException($"'{name}' would need {shape.Length >> 30} GiB of addresses: fewer items, or smaller ones.", name);
    }

    /// <summary>The shape of a queue that is declared.</summary>
    /// <exception cref="SharedResourceException">What the declaring process says of it does not add up.</exception>
    public static QueueShape Of(SharedEntry entry)
    {
        long capacity = entry.Parameter(0);
        long maxItemBytes = entry.Parameter(1);
        if (capacity is < 1 or > MaxCapacity || maxItemBytes is < 1 or > int.MaxValue)
        {
            throw new SharedResourceException($"'{entry.Name}' was declared with numbers that are none of a queue.", entry.Name);
        }

        return Of(entry.Name, (int)capacity, (int)maxItemBytes, entry.Parameter(2) != 0);
    }

    public long[] Parameters => [Capacity, MaxItemBytes, IsRaw ? 1 : 0];

    public static unsafe QueueHeader* HeaderOf(byte* start) => (QueueHeader*)start;

    public static unsafe byte* ErrorOf(byte* start) => start + ErrorOffset;

    public unsafe RingCell* CellOf(byte* start, int index) => (RingCell*)(start + CellsOffset + ((long)CellStride * index));

    /// <summary>Where an item of that length lies.</summary>
    public unsafe byte* DataOf(byte* start, int index, int length)
        => length <= InlineBytes ? (byte*)CellOf(start, index) + RingCell.Size : start + LargeOffset + (LargeStride * index);

    private static long RoundToPage(long bytes)
    {
        long page = Environment.SystemPageSize;
        return (bytes + page - 1) / page * page;
    }
}
