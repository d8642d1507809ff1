namespace OutProc.Generators.Model;

/// <summary>
/// What the generator has to tell the analyzer: it reports nothing itself, and the analyzer sees what is emitted. A build with a note
/// fails.
/// </summary>
/// <param name="HintName">The name of the emitted file.</param>
/// <param name="Kind">One of <see cref="GeneratorNoteKinds"/>.</param>
/// <param name="TypeName">The metadata name of the worker, contract or data it is about.</param>
/// <param name="Text">The arguments of the diagnostic, separated by <c>|</c>.</param>
internal sealed record GeneratorNote(string HintName, string Kind, string TypeName, string Text);
