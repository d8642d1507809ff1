using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OutProc.Benchmarks.Generation;

/// <summary>A large project in memory: many workers with methods whose data refers to each other.</summary>
internal static class GeneratedProject
{
    public const int Workers = 100;
    public const int MethodsPerWorker = 10;
    public const int DataTypes = 200;

    private const string Usings = "global using System; global using System.Collections.Generic; global using OutProc.Contracts;";

    /// <summary>The project: a file for each type, as people write them.</summary>
    public static CSharpCompilation Create()
    {
        var trees = new List<SyntaxTree> { Parse(Usings, "Usings.cs") };
        for (int i = 0; i < DataTypes; i++)
        {
            trees.Add(Parse(DataType(i), string.Create(CultureInfo.InvariantCulture, $"Data{i}.cs")));
        }

        for (int i = 0; i < Workers; i++)
        {
            trees.Add(Parse(Worker(i), string.Create(CultureInfo.InvariantCulture, $"Worker{i}.cs")));
        }

        return CSharpCompilation.Create(
            "Project",
            trees,
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The same project with one file written anew.</summary>
    public static CSharpCompilation Edit(CSharpCompilation project, string path, string before, string after)
    {
        SyntaxTree old = project.SyntaxTrees.Single(tree => tree.FilePath == path);
        string text = old.ToString();
        string edited = text.Replace(before, after, StringComparison.Ordinal);
        return edited == text
            ? throw new InvalidOperationException($"'{before}' is not in {path}.")
            : project.ReplaceSyntaxTree(old, Parse(edited, path));
    }

    private static string DataType(int i)
    {
        // Each type refers to the next ones of its group of ten: a graph without end would be one formatter for all.
        string next = i % 10 == 9 ? "string" : string.Create(CultureInfo.InvariantCulture, $"Data{i + 1}");
        return string.Create(CultureInfo.InvariantCulture, $"""
            namespace Project;
            public sealed record Data{i}(int Id, string Name, {next}? Next, List<{next}> More, Dictionary<string, DateTime> Times);
            """);
    }

    private static string Worker(int i)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $$"""
            namespace Project;
            [RemoteWorker]
            public sealed class Worker{{i}}
            {

            """);
        for (int method = 0; method < MethodsPerWorker; method++)
        {
            int data = ((i * MethodsPerWorker) + method) % DataTypes;
            text.Append(CultureInfo.InvariantCulture, $$"""
                    /// <summary>Method {{method}}.</summary>
                    public Data{{data}} Method{{method}}(Data{{data}} data, int count, string? text = null) { return data; }

                """);
        }

        return text.Append('}').ToString();
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.CSharp13), path);

    private static IEnumerable<MetadataReference> References() => AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!.ToString()!
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is { } file
            && (file.StartsWith("System.", StringComparison.Ordinal) || file.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                || file is "OutProc.dll"))
        .Select(path => MetadataReference.CreateFromFile(path));
}
