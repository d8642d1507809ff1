namespace OutProc.Diagnostics;

/// <summary>The counts of a pool at one moment.</summary>
/// <param name="Workers">Workers that take calls.</param>
/// <param name="Busy">Those of them that have calls.</param>
/// <param name="Queued">Calls that wait for a worker.</param>
internal readonly record struct PoolMeasure(int Workers, int Busy, int Queued);
