namespace OutProc.Shared;

/// <summary>A lease that gave its lock up to wait for a condition, and has it again.</summary>
/// <param name="Original">What the lease was given.</param>
/// <param name="Held">What it holds the lock as now.</param>
/// <param name="WasAbandoned">Whether a holder died since the lease was given.</param>
internal sealed record LockResumption(long Original, long Held, bool WasAbandoned);
