namespace OutProc.TestWorkers;

/// <summary>Large arrays inside a value.</summary>
public sealed record Cargo(string Name, byte[] Body, List<double[]> Columns, ReadOnlyMemory<byte> View, int Check);
