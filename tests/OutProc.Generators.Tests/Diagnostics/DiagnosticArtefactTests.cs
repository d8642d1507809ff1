using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

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
        string root = Root();

        descriptor.HelpLinkUri.ShouldBe(link);
        File.ReadLines(Path.Combine(root, "docs", "diagnostics", id + ".md")).First().ShouldStartWith($"# {id}: ");
        string[] rows = Directory.GetFiles(Path.Combine(root, "generators", "OutProc.Generators"), "AnalyzerReleases.*.md")
            .SelectMany(File.ReadLines)
            .Where(line => line.StartsWith(id, StringComparison.Ordinal))
            .ToArray();
        rows.ShouldBe([$"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | [{descriptor.Title}]({link})"]);
    }

    private static IEnumerable<DiagnosticDescriptor> Descriptors() => typeof(OutProcGenerator).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
        .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OutProc.sln")))
        {
            folder = folder.Parent.ShouldNotBeNull();
        }

        return folder.FullName;
    }
}
