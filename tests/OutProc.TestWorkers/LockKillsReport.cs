using System.Globalization;

namespace OutProc.TestWorkers;

/// <summary>What became of a lock whose holders and waiters were killed.</summary>
/// <param name="Kills">The workers that were killed.</param>
/// <param name="Visits">How often the lock was taken by a worker.</param>
/// <param name="Abandoned">How often the next holder was told that the last one had died.</param>
/// <param name="DoubleOwners">How often somebody found at the end that it had not been alone.</param>
/// <param name="Untold">How often somebody found at the beginning what only a dead or another holder leaves, and was not told.</param>
/// <param name="Slowest">The longest time from a kill until the host had the lock.</param>
/// <param name="Lost">How the lock was lost, or <c>null</c>.</param>
public sealed record LockKillsReport(int Kills, long Visits, long Abandoned, long DoubleOwners, long Untold, TimeSpan Slowest, string? Lost)
{
    public bool IsClean => Lost is null && DoubleOwners == 0 && Untold == 0;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kills:N0} kills, {Abandoned:N0} of them of the holder, {Visits:N0} visits; {DoubleOwners} double owners, {Untold} not told of a death, {Lost ?? "never lost"}; slowest after a kill {Slowest.TotalMilliseconds:0.0} ms");
}
