using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>A rule that a worker or contract breaks. Lives as long as a parse: it holds symbols, so no model may.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Location">Where the user can act on it.</param>
/// <param name="Related">Where fixes may have to change something: the member that cannot cross.</param>
/// <param name="Withholds">Whether nothing can be called until it is solved.</param>
/// <param name="Arguments">The arguments of the diagnostic's message.</param>
internal sealed record ContractProblem(string Id, Location Location, Location[] Related, bool Withholds, string[] Arguments);
