namespace OutProc.Benchmarks.Payloads;

/// <summary>A value without references, 16 bytes.</summary>
public readonly record struct Sample(long Id, int Channel, float Value);
