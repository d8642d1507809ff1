namespace OutProc.WorkerBuilds;

/// <summary>Its members change places in the newer build.</summary>
public readonly record struct Extent(int Width, int Height);
