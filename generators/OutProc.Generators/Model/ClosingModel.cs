using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A generic contract closed with one list of type arguments.</summary>
/// <param name="TypeArguments">The arguments as code.</param>
/// <param name="Implementation">What is behind the closed contract.</param>
internal sealed record ClosingModel(EquatableArray<string> TypeArguments, ImplementationModel Implementation);
