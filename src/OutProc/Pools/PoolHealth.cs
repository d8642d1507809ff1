using OutProc.Contracts;

namespace OutProc.Pools;

/// <summary>How a pool is at one moment.</summary>
/// <param name="Contract">The short name of its contract.</param>
/// <param name="Workers">How many workers take calls.</param>
/// <param name="Busy">How many of them have calls.</param>
/// <param name="LongestCall">The call that has been running longest, and for how long.</param>
/// <param name="StartDelay">How long no worker is started because the last one failed.</param>
/// <param name="Fault">Why no worker is started any more.</param>
internal sealed record PoolHealth(
    string Contract, int Workers, int Busy, (string Method, TimeSpan Elapsed)? LongestCall, TimeSpan StartDelay, WorkerPoolFaultedException? Fault);
