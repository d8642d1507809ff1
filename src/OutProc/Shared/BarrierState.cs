using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>How the word of a barrier is read: the phase, how the last phases ended, whether this one is broken, and who has arrived.</summary>
internal static class BarrierState
{
    public const int MaxParticipants = 8000;

    private const long ArrivedMask = 0x1fff;
    private const int ReasonShift = 13;
    private const long ReasonMask = 7L << ReasonShift;
    private const int HistoryShift = 16;
    private const int HistoryBits = 8;
    private const long HistoryMask = 0xffL << HistoryShift;
    private const int PhaseShift = 24;
    private const long PhaseMask = -1L << PhaseShift;

    public static int Arrived(long state) => (int)(state & ArrivedMask);

    public static BarrierBreakReason Reason(long state) => (BarrierBreakReason)((state & ReasonMask) >> ReasonShift);

    public static long Phase(long state) => state >>> PhaseShift;

    public static long Arrive(long state) => state + 1;

    public static long Break(long state, BarrierBreakReason reason) => (state & ~ReasonMask) | ((long)reason << ReasonShift);

    /// <summary>The state at the beginning of the next phase.</summary>
    /// <param name="state">The state in this phase.</param>
    /// <param name="completed">Whether all arrived; otherwise the phase ends broken.</param>
    public static long Next(long state, bool completed)
        => ((state & PhaseMask) + (1L << PhaseShift)) | (((state & HistoryMask) << 1) & HistoryMask) | (completed ? 0 : 1L << HistoryShift);

    /// <summary>How a phase ended, as seen later.</summary>
    /// <returns><c>null</c> while it has not; otherwise what broke it, or <see cref="BarrierBreakReason.None"/>.</returns>
    public static BarrierBreakReason? Outcome(long state, long phase)
    {
        long ago = Phase(state) - phase;
        return ago switch
        {
            0 => Reason(state) is var reason and not BarrierBreakReason.None ? reason : null,
            > 0 and <= HistoryBits => (state & (1L << (HistoryShift + (int)ago - 1))) != 0 ? BarrierBreakReason.Reset : BarrierBreakReason.None,
            _ => BarrierBreakReason.None,
        };
    }
}
