namespace OutProc.Generators.Model;

/// <summary>One parameter of a constructor.</summary>
/// <param name="Parameter">The parameter's name as C# writes it.</param>
/// <param name="TypeName">The parameter's type as the constructor declares it, with <c>global::</c>.</param>
/// <param name="Member">The name of the member whose value it gets.</param>
internal sealed record ConstructorArgument(string Parameter, string TypeName, string Member);
