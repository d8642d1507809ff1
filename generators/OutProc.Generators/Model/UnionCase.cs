namespace OutProc.Generators.Model;

/// <summary>One type of a union.</summary>
/// <param name="Tag">Its number, as text.</param>
/// <param name="Shape">The type.</param>
internal sealed record UnionCase(string Tag, TypeShape Shape);
