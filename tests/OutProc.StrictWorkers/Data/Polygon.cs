namespace OutProc.StrictWorkers.Data;

/// <summary>Another case of a union.</summary>
/// <param name="Name">The name.</param>
/// <param name="Corners">The corners.</param>
public sealed record Polygon(string Name, IReadOnlyList<Size> Corners) : Shape(Name);
