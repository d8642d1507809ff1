using Microsoft.CodeAnalysis;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>Each id has what a user who meets it needs: a link, a page behind it, a row in the release table.</summary>
public sealed class DiagnosticArtefactTests
{
    public static TheoryData<string> Ids => [.. Descriptors().Select(descriptor => descriptor.Id).Distinct()];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Descriptor_AnyId_HasLinkPageAndRow(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors().First(candidate => candidate.Id == id);
        string link = $"https://github.com/outproc/outproc/blob/main/docs/diagnostics/{id}.md";

        descriptor.HelpLinkUri.ShouldBe(link);
        File.ReadLines(Path.Combine(DiagnosticPage.Folder, id + ".md")).First().ShouldStartWith($"# {id}: ");
        string[] rows = Directory.GetFiles(RepositoryRoot.Path("generators", "OutProc.Generators"), "AnalyzerReleases.*.md")
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith(id, StringComparison.Ordinal))
            .ToArray();
        rows.ShouldBe([$"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | [{descriptor.Title}]({link})"]);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Descriptor_AnyId_HasATest(string id)
        => Directory.GetFiles(RepositoryRoot.Path("tests", "OutProc.Generators.Tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith($"{nameof(DiagnosticArtefactTests)}.cs", StringComparison.Ordinal))
            .ShouldContain(
                file => File.ReadAllText(file).Contains(id, StringComparison.Ordinal), $"No test expects the message of {id}.");

    private static IEnumerable<DiagnosticDescriptor> Descriptors() => PackageAnalyzers.All().SelectMany(analyzer => analyzer.SupportedDiagnostics);
}
