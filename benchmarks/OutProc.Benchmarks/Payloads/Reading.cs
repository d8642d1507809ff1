namespace OutProc.Benchmarks.Payloads;

/// <summary>A small record with a text.</summary>
public sealed record Reading(int Id, string Sensor, DateTime Taken, double Value);
