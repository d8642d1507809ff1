namespace OutProc.Generators.Model;

/// <summary>Why a value cannot cross.</summary>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Path">The full member path from the parameter down (<c>job.Http.Handler.Log</c>).</param>
/// <param name="TypeName">The type found there, as a reader would write it.</param>
/// <param name="Reason">The reason in words, for ids whose message has room for one.</param>
internal sealed record ShapeProblem(string Id, string Path, string TypeName, string Reason = "");
