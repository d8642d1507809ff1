namespace OutProc.TestWorkers;

/// <summary>A structure without references, with padding.</summary>
public readonly record struct Body(byte Kind, double X, double Y, int Hits);
