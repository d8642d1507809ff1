using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>The analyzers of the package, found as the compiler finds them.</summary>
internal static class PackageAnalyzers
{
    /// <summary>All of them, suppressors included.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> All() =>
    [
        .. typeof(OutProcGenerator).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];
}
