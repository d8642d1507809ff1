using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <content>How applications become workers.</content>
internal static partial class DiagnosticDescriptors
{
    private const string Hosting = "OutProc.Hosting";

    /// <summary><c>'{0}' is published … and hosts worker '{2}', but its entry point never calls OutProcWorker.TryRun</c>.</summary>
    public static readonly DiagnosticDescriptor NoTryRun = Create(
        DiagnosticIds.NoTryRun,
        "The application cannot become a worker",
        "'{0}' is published with {1} and hosts worker '{2}', but its entry point never calls OutProcWorker.TryRun",
        Hosting,
        DiagnosticSeverity.Warning);

    /// <summary><c>OutProcWorker.TryRun must be the first statement of Main …</c>.</summary>
    public static readonly DiagnosticDescriptor TryRunNotFirst = Create(
        DiagnosticIds.TryRunNotFirst,
        "TryRun must be the first statement of Main",
        "OutProcWorker.TryRun must be the first statement of Main; code before it also runs in every worker",
        Hosting,
        DiagnosticSeverity.Warning);
}
