using System.Runtime.InteropServices;

namespace OutProc.Shared;

/// <summary>The words of a <see cref="QueueRing"/> that all readers and writers share, a pair of cache lines for each party.</summary>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct QueueHeader
{
    public const int Size = 4096;

    /// <summary><see cref="Completion"/>: nothing can be written any more.</summary>
    public const int Completed = 2;

    /// <summary><see cref="Completion"/>: somebody, who stands in the upper bits, is writing down why.</summary>
    public const int Completing = 1;

    /// <summary>The position of the next item to write. Positions never wrap; the place is the position modulo the number of places.</summary>
    [FieldOffset(0)]
    public ulong Tail;

    /// <summary>The position of the next item to read for the first time.</summary>
    [FieldOffset(128)]
    public ulong Head;

    /// <summary>Counts the items that came back.</summary>
    [FieldOffset(256)]
    public int ReturnTicket;

    /// <summary>The <see cref="ReturnTicket"/> up to which every item that came back was found.</summary>
    [FieldOffset(260)]
    public int ReturnsFound;

    /// <summary>0 while items can be written.</summary>
    [FieldOffset(264)]
    public int Completion;

    /// <summary>The bytes of the error that the queue was completed with; 0 when there is none.</summary>
    [FieldOffset(268)]
    public int ErrorLength;
}
