namespace OutProc.Generators.Model;

/// <summary>One item of a tuple.</summary>
/// <param name="Name">Its name, for paths and locals.</param>
/// <param name="Get">The expression that reads it from <c>value</c>.</param>
/// <param name="Parameter">The parameter that takes it when the tuple is made.</param>
/// <param name="Shape">Its type.</param>
internal sealed record TupleItem(string Name, string Get, string Parameter, TypeShape Shape);
