using System.Text.Json.Serialization;

namespace OutProc.StrictWorkers.Data;

/// <summary>A union.</summary>
/// <param name="Name">The name.</param>
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Polygon), "polygon")]
public abstract record Shape(string Name);
