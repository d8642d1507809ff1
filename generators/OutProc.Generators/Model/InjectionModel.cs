namespace OutProc.Generators.Model;

/// <summary>One constructor argument of a worker.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Type">The type asked for, as code.</param>
/// <param name="Key">The key of a keyed service, as code.</param>
/// <param name="DefaultValue">The default value as code.</param>
internal sealed record InjectionModel(InjectionKind Kind, string Type, string? Key = null, string? DefaultValue = null);
