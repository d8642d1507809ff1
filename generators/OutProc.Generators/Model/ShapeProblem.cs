using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Model;

/// <summary>Why a value cannot cross. Never part of a model: it is made for the analyzer, which reports it at once.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Path">The full member path from the parameter down (<c>job.Http.Handler.Log</c>).</param>
/// <param name="TypeName">The type found there, as a reader would write it.</param>
/// <param name="Reason">The reason in words, for ids whose message has room for one.</param>
/// <param name="Member">The last field or property on the path; <c>null</c> when the parameter or result itself is at fault.</param>
internal sealed record ShapeProblem(string Id, string Path, string TypeName, string Reason, ISymbol? Member);
