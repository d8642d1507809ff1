using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A formatter and the file it is emitted to.</summary>
/// <param name="HintName">The name of the file, unique in the assembly.</param>
/// <param name="Shape">The formatter.</param>
/// <param name="Uses">The data types whose layouts are part of its own, for the assemblies that use it.</param>
internal sealed record EmittedFormatter(string HintName, FormatterShape Shape, EquatableArray<string> Uses);
