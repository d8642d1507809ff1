namespace OutProc.StrictWorkers.Data;

/// <summary>A case of a union.</summary>
/// <param name="Name">The name.</param>
/// <param name="Radius">The radius.</param>
public sealed record Circle(string Name, double Radius) : Shape(Name);
