namespace OutProc.WorkerBuilds;

/// <summary>Its members stand in another order than in the kept build.</summary>
public readonly record struct Extent(int Height, int Width);
