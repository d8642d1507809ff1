namespace OutProc.Generators.Model;

/// <summary>
/// A generic type whose private members emitted code reaches: its unsafe accessors stand in a generic class with the same type parameters.
/// </summary>
/// <param name="ClassName">The name of that class.</param>
/// <param name="TypeParameters">The type parameters with their brackets.</param>
/// <param name="Constraints">Their constraints, each beginning with <c>where</c>; empty without any.</param>
/// <param name="TypeArguments">The type arguments of the closed type, with brackets.</param>
/// <param name="OpenTypeName">The type, of its own type parameters.</param>
internal sealed record AccessorOwner(
    string ClassName, string TypeParameters, string Constraints, string TypeArguments, string OpenTypeName)
{
    /// <summary>How the closed class is called.</summary>
    public string ClosedName => ClassName + TypeArguments;
}
