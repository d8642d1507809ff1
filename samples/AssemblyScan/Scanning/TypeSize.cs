namespace AssemblyScan.Scanning;

/// <summary>How much IL the methods of one type have.</summary>
/// <param name="Name">The full name; nested types as <c>Namespace.Outer+Inner</c>.</param>
/// <param name="IlBytes">The IL bytes of the methods the type declares itself.</param>
public readonly record struct TypeSize(string Name, long IlBytes);
