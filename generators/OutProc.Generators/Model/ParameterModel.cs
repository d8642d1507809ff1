namespace OutProc.Generators.Model;

/// <summary>A parameter of a contract method.</summary>
/// <param name="Type">The type as code.</param>
/// <param name="Name">The name as code.</param>
/// <param name="DefaultValue">The default value as code, or <c>null</c> without one.</param>
/// <param name="Attributes">The attributes carried over, as code with a space at the end, or empty.</param>
internal sealed record ParameterModel(string Type, string Name, string? DefaultValue, string Attributes);
