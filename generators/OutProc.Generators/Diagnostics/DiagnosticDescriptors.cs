using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <summary>What each diagnostic says; one part for each hundred of ids.</summary>
internal static partial class DiagnosticDescriptors
{
    private const string HelpLink = "https://github.com/outproc/outproc/blob/main/docs/diagnostics/";

    private static DiagnosticDescriptor Error(string id, string title, string message, string category = Data)
        => Create(id, title, message, category, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Create(string id, string title, string message, string category, DiagnosticSeverity severity)
        => new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: $"{HelpLink}{id}.md");
}
