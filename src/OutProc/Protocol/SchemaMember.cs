namespace OutProc.Protocol;

/// <summary>A parameter of a method or a member of a type in a schema text.</summary>
/// <param name="Name">The name; for a case of a union its number.</param>
/// <param name="Type">The type.</param>
internal readonly record struct SchemaMember(string Name, string Type);
