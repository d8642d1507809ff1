namespace OutProc.Chaos;

/// <summary>What a run does.</summary>
/// <param name="Duration">How long calls are made and faults injected.</param>
/// <param name="Seed">Where the random numbers of the adversary and the callers begin.</param>
/// <param name="Workers">The workers of each pool.</param>
/// <param name="Callers">The callers of each pool.</param>
/// <param name="LockKills">Kill so many workers that fight over a lock, and do nothing else; 0 for calls.</param>
/// <param name="Help">Only explain the arguments.</param>
internal sealed record ChaosOptions(TimeSpan Duration, int Seed, int Workers, int Callers, int LockKills, bool Help);
