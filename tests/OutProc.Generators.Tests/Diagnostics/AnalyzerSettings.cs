using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>What a project tells its analyzers beside the code: MSBuild properties and additional files.</summary>
internal sealed class AnalyzerSettings
{
    public static readonly AnalyzerSettings None = new();

    /// <summary>The properties of the project that the compiler passes on, by name.</summary>
    public Dictionary<string, string> Properties { get; init; } = [];

    /// <summary>The texts of additional files, by name.</summary>
    public Dictionary<string, string> Files { get; init; } = [];

    /// <summary>The source of an assembly that the project references, compiled without our generator.</summary>
    public string? Library { get; init; }

    /// <summary>The source that another generator adds to the project.</summary>
    public string? Generated { get; init; }

    public AnalyzerOptions ToOptions() => new(
        [.. Files.Select(file => new InMemoryText(file.Key, file.Value))],
        new Provider(Properties.ToImmutableDictionary(pair => "build_property." + pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase)));

    private sealed class InMemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Provider(ImmutableDictionary<string, string> global) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(global);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
