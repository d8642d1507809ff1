namespace OutProc.Generators.Model;

/// <summary>A field in the copy of a layout.</summary>
/// <param name="TypeName">Its type: one of the framework's, or another copy.</param>
/// <param name="IsNested">Whether the type is another copy.</param>
/// <param name="Count">How many of it lie one behind the other in a fixed buffer; 0 for a plain field.</param>
/// <param name="Offset">Where it was put by hand, or <c>null</c>.</param>
internal sealed record RawField(string TypeName, bool IsNested, int Count, int? Offset);
