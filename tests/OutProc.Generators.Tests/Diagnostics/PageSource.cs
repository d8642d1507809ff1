namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>A source of a page, and what its project says beside it.</summary>
internal sealed record PageSource(string Text, AnalyzerSettings Settings);
