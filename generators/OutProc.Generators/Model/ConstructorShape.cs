using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>How an object is created.</summary>
/// <param name="IsAccessible">Whether emitted code may call the constructor by name.</param>
/// <param name="Accessor">Where its unsafe accessor stands when the type is generic.</param>
/// <param name="Arguments">The parameters that are given a member, in the order of the constructor.</param>
internal sealed record ConstructorShape(bool IsAccessible, AccessorOwner? Accessor, EquatableArray<ConstructorArgument> Arguments);
