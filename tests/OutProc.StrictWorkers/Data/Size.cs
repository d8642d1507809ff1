namespace OutProc.StrictWorkers.Data;

/// <summary>A size in pixels: sent as its memory.</summary>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
public readonly record struct Size(int Width, int Height);
