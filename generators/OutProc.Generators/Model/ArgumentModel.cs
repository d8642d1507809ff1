namespace OutProc.Generators.Model;

/// <summary>One argument that is sent.</summary>
/// <param name="Name">The parameter's name, for the paths of errors.</param>
/// <param name="Local">The name of parameters and locals that hold it in emitted code.</param>
/// <param name="Field">The name of the field that holds it in the argument struct.</param>
/// <param name="Shape">How it crosses.</param>
internal sealed record ArgumentModel(string Name, string Local, string Field, TypeShape Shape);
