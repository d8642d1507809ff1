using System.Text.RegularExpressions;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>
/// A page of docs/diagnostics. Its sections <c>## Violation</c> and <c>## Fixed</c> hold whole sources, each compiled by itself. An
/// <c>xml</c> block gives properties of the project, a <c>text NAME</c> block an additional file, <c>csharp library</c> the source of a
/// referenced assembly, <c>csharp generated</c> what another generator adds; they hold for the rest of their section.
/// </summary>
internal sealed partial class DiagnosticPage
{
    private readonly string _text;

    private DiagnosticPage(string id, string text)
    {
        Id = id;
        _text = text;
    }

    public string Id { get; }

    public static string Folder { get; } = RepositoryRoot.Path("docs", "diagnostics");

    /// <summary>The sources that give the diagnostic.</summary>
    public IReadOnlyList<PageSource> Violations => Sources("Violation");

    /// <summary>The sources that do not.</summary>
    public IReadOnlyList<PageSource> Fixed => Sources("Fixed");

    public static DiagnosticPage Read(string id) => new(id, File.ReadAllText(Path.Combine(Folder, id + ".md")).ReplaceLineEndings("\n"));

    private List<PageSource> Sources(string heading)
    {
        Match section = Regex.Match(_text, $@"^## {heading}\n(?<body>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        section.Success.ShouldBeTrue($"{Id}.md has no section '## {heading}'.");

        var sources = new List<PageSource>();
        var properties = new Dictionary<string, string>();
        var files = new Dictionary<string, string>();
        string? library = null;
        string? generated = null;
        foreach (Match block in Block().Matches(section.Groups["body"].Value))
        {
            string body = block.Groups["body"].Value;
            switch (block.Groups["language"].Value)
            {
                case "csharp" when block.Groups["name"].Value == "library":
                    library = body;
                    break;
                case "csharp" when block.Groups["name"].Value == "generated":
                    generated = body;
                    break;
                case "csharp":
                    sources.Add(new PageSource(body, new AnalyzerSettings
                    {
                        Properties = new(properties),
                        Files = new(files),
                        Library = library,
                        Generated = generated,
                    }));
                    break;
                case "xml":
                    foreach (Match property in Property().Matches(body))
                    {
                        properties[property.Groups["name"].Value] = property.Groups["value"].Value;
                    }

                    break;
                case "text" when block.Groups["name"].Value is { Length: > 0 } name:
                    files[name] = body;
                    break;
            }
        }

        sources.ShouldNotBeEmpty($"'## {heading}' of {Id}.md has no csharp block.");
        return sources;
    }

    [GeneratedRegex(@"^```(?<language>\w+)(?: (?<name>\S+))?\n(?<body>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"<(?<name>\w+)>(?<value>[^<]+)</\k<name>>")]
    private static partial Regex Property();
}
