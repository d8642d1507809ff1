using System.Runtime.InteropServices;

namespace OutProc.Transport;

/// <summary>The shared words of one byte ring, in front of its data. Each side's words lie 128 bytes apart: the prefetcher fetches pairs of lines.</summary>
/// <remarks>
/// <para>
/// <em>Positions</em> count bytes since the beginning and never wrap; the place in the data is the position modulo the capacity. The producer alone
/// stores <see cref="Tail"/>, the consumer alone stores <see cref="Head"/>, and each keeps its own position in private memory: what it reads
/// here is only ever the other's word, which a broken peer may fill with anything.
/// </para>
/// <para>
/// <em>Sleeping</em> is an event count. Who wants to sleep reads the word, raises the flag by an atomic exchange, looks for data (or room) once
/// more, and sleeps while the word has not changed. Who publishes stores its position, executes a full fence, and looks at the flag. Of
/// the two, at least one sees the other's store (a store on each side, a full fence, a load of the other's word): either the sleeper finds data
/// and does not sleep, or the publisher finds the flag, takes it down, changes the word and wakes. The word is changed before the wake and compared
/// by the kernel, so a wake between the last look and the sleep is not lost; one that comes late is a wake for nothing, and harmless.
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = Size)]
internal struct RingHeader
{
    /// <summary>A page, so that the data begins on one.</summary>
    public const int Size = 4096;

    /// <summary>Where the <see cref="FlightRecorder"/> lies in the page of the ring whose producer is the worker.</summary>
    public const int RecorderOffset = 1024;

    /// <summary>A bit of <see cref="SpaceWanted"/>: threads that wait for room sleep on <see cref="SpaceWord"/>.</summary>
    public const int SenderWaits = 1;

    /// <summary>
    /// A bit of <see cref="SpaceWanted"/>: the producer's reader has a backlog to flush; it sleeps on the other ring's <see cref="DataWord"/>.
    /// </summary>
    public const int ReaderFlushes = 2;

    /// <summary>Producer: the bytes published so far.</summary>
    [FieldOffset(0)]
    public ulong Tail;

    /// <summary>Producer: the processor it ran on when it published, plus one; 0 when that is not known. A hint only.</summary>
    [FieldOffset(8)]
    public int ProducerCpu;

    /// <summary>Producer: not 0 when nothing will follow.</summary>
    [FieldOffset(12)]
    public int Closed;

    /// <summary>Producer: where the last urgent frame ends; a reader that has not come so far has it before it.</summary>
    [FieldOffset(16)]
    public ulong UrgentEnd;

    /// <summary>Consumer: the bytes taken so far, or a little less.</summary>
    [FieldOffset(128)]
    public ulong Head;

    /// <summary>Consumer: not 0 when its reader sleeps, or is about to.</summary>
    [FieldOffset(256)]
    public int ReaderWaits;

    /// <summary>The word on which the consumer's reader sleeps.</summary>
    [FieldOffset(320)]
    public int DataWord;

    /// <summary>Producer: who waits for room.</summary>
    [FieldOffset(384)]
    public int SpaceWanted;

    /// <summary>The word on which the producer's senders sleep.</summary>
    [FieldOffset(448)]
    public int SpaceWord;

    /// <summary>Consumer: not 0 when its standby sleeps, or is about to.</summary>
    [FieldOffset(512)]
    public int StandbyWaits;

    /// <summary>The word on which the consumer's standby sleeps.</summary>
    [FieldOffset(576)]
    public int StandbyWord;
}
