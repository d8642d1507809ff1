using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OutProc.CodeFixes;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>The table of all diagnostics says what the descriptors and the code fixes say.</summary>
public sealed class DiagnosticIndexTests
{
    [Fact]
    public void Index_OfThePages_ListsEveryDiagnostic()
    {
        HashSet<string> fixable = [.. Fixes().SelectMany(fix => fix.FixableDiagnosticIds)];
        IEnumerable<string> expected = PackageAnalyzers.All()
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(descriptor => descriptor.Id)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
            .Select(descriptor => RowOf(descriptor, fixable.Contains(descriptor.Id)));

        string[] rows = [.. File.ReadLines(Path.Combine(DiagnosticPage.Folder, "README.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal))];
        string.Join("\n", rows).ShouldBe(string.Join("\n", expected));
    }

    [Fact]
    public void Fixes_OfThePackage_AreForIdsThatAreReported()
    {
        string[] reported = [.. PackageAnalyzers.All().SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(descriptor => descriptor.Id)];

        Fixes().SelectMany(fix => fix.FixableDiagnosticIds).ShouldBeSubsetOf(reported);
    }

    private static string RowOf(DiagnosticDescriptor descriptor, bool isFixable)
        => $"| [{descriptor.Id}]({descriptor.Id}.md) | {descriptor.DefaultSeverity} | {descriptor.Title} | {(isFixable ? "yes" : "–")} |";

    private static IEnumerable<CodeFixProvider> Fixes() => typeof(OutProcCodeFix).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!);
}
