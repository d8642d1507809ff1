using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <content>Versions of contracts and of the language, and the generator itself.</content>
internal static partial class DiagnosticDescriptors
{
    private const string Versions = "OutProc.Versions";
    private const string Generator = "OutProc.Generator";

    /// <summary><c>'{0}' differs from the contract baseline: {1}</c>.</summary>
    public static readonly DiagnosticDescriptor BaselineDiffers = Create(
        DiagnosticIds.BaselineDiffers,
        "A contract differs from its baseline",
        "'{0}' differs from the contract baseline: {1}",
        Versions,
        DiagnosticSeverity.Warning);

    /// <summary><c>{0}: '{1}' is unmanaged struct '{2}' …</c>.</summary>
    public static readonly DiagnosticDescriptor UnmanagedInBaseline = Create(
        DiagnosticIds.UnmanagedInBaseline,
        "A struct sent as its memory cannot grow",
        "{0}: '{1}' is unmanaged struct '{2}', sent as its memory; adding a field breaks older workers",
        Versions,
        DiagnosticSeverity.Warning);

    /// <summary><c>OutProc could not generate '{0}': {1}. Please report</c>.</summary>
    public static readonly DiagnosticDescriptor GeneratorFailed = new(
        DiagnosticIds.GeneratorFailed,
        "OutProc could not generate code",
        "OutProc could not generate '{0}': {1}. Please report it.",
        Generator,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: $"{HelpLink}{DiagnosticIds.GeneratorFailed}.md",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <summary><c>This project uses C# {0}; OutProc needs {1} or later</c>.</summary>
    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        DiagnosticIds.LanguageTooOld,
        "The version of C# is too old",
        "This project uses C# {0}; OutProc needs C# {1} or later",
        Generator);
}
