using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Conformance.Payloads;
using OutProc.Conformance.Vectors;
using OutProc.Generators;

namespace OutProc.Conformance.Running;

/// <summary>
/// Compares what the compiler says with our generator and analyzers to what it says with the real one: accepted or refused. Each entry gets
/// a namespace of its own, with a worker for each of its types.
/// </summary>
internal static partial class VerdictCompiler
{
    /// <summary>The usings of the real run: a name that needs more was an error there too.</summary>
    private const string Usings =
        """
        global using System;
        global using System.Collections;
        global using System.Collections.Generic;
        global using MemoryPack;
        """;

    public static Dictionary<Vector, EntryResult> Judge(IReadOnlyList<Vector> vectors, Differences differences)
    {
        var results = new Dictionary<Vector, EntryResult>(ReferenceEqualityComparer.Instance);
        if (vectors.Count == 0)
        {
            return results;
        }

        string[] errors = new string[vectors.Count];
        string? unplaced = null;
        foreach (Diagnostic diagnostic in Compile(vectors).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            Match place = NamespaceOf().Match(diagnostic.Location.SourceTree?.FilePath ?? "");
            string text = $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
            if (place.Success)
            {
                errors[int.Parse(place.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)] ??= text;
            }
            else
            {
                unplaced ??= text;
            }
        }

        for (int i = 0; i < vectors.Count; i++)
        {
            results[vectors[i]] = unplaced is null
                ? Judge(vectors[i], errors[i], differences)
                : new EntryResult(vectors[i], Outcome.Failed, $"what is emitted for several entries does not compile: {unplaced}");
        }

        return results;
    }

    private static EntryResult Judge(Vector vector, string? error, Differences differences)
    {
        bool expected = vector.Accepted ?? false;
        bool actual = error is null;
        if (differences.Find(vector, Deviation.NotRun) is { } notRun)
        {
            return new EntryResult(vector, Outcome.NotApplicable, notRun.Reason, notRun);
        }

        if (expected == actual)
        {
            return new EntryResult(vector, Outcome.Passed);
        }

        Difference? difference = differences.Find(vector, actual ? Deviation.Accepts : Deviation.Refuses);
        return difference is not null
            ? new EntryResult(vector, Outcome.Different, difference.Reason, difference)
            : new EntryResult(
                vector,
                Outcome.Failed,
                actual ? $"is accepted, but the real generator refuses it: {Reasons(vector)}" : $"is refused: {error}");
    }

    private static string Reasons(Vector vector)
    {
        string reasons = string.Join(' ', (vector.Diagnostics ?? []).Concat(vector.CompilerErrors ?? []));
        return reasons.Length > 0 ? reasons : vector.ErrorText ?? "no reason given";
    }

    private static IEnumerable<Diagnostic> Compile(IReadOnlyList<Vector> vectors)
    {
        IEnumerable<SyntaxTree> sources = vectors.Select((vector, i) => CompilerSetup.Parse(Source(vector, i), $"C{i}_.cs"));
        CSharpCompilation compilation = CompilerSetup.Create("Verdicts", [CompilerSetup.Parse(Usings, "Usings.cs"), .. sources]);
        CSharpGeneratorDriver.Create([new OutProcGenerator().AsSourceGenerator()], parseOptions: CompilerSetup.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        ImmutableArray<DiagnosticAnalyzer> analyzers =
        [
            .. typeof(OutProcGenerator).Assembly.GetTypes()
                .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
                .Where(type => !type.IsSubclassOf(typeof(DiagnosticSuppressor)))
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ];
        return diagnostics.Concat(output.WithAnalyzers(analyzers).GetAllDiagnosticsAsync().GetAwaiter().GetResult());
    }

    private static string Source(Vector vector, int index)
    {
        SyntaxNode root = CompilerSetup.Parse(vector.TypeDeclaration ?? "", "").GetRoot();
        List<string> types = [.. root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Where(IsPackable).Select(NameOf).Distinct()];
        if (types.Count == 0 && vector.CsharpType is { } type)
        {
            types.Add(type);
        }

        string workers = string.Join('\n', types.Select((name, i) =>
            $"[OutProc.Contracts.RemoteWorker] public sealed class ProbeWorker{i} {{ public void Take({name} value) {{ }} }}"));
        return $"#nullable enable\nnamespace C{index}_\n{{\n{vector.TypeDeclaration}\n{workers}\n}}";
    }

    private static bool IsPackable(BaseTypeDeclarationSyntax type)
        => type.AttributeLists
            .SelectMany(list => list.Attributes)
            .Any(attribute => attribute.Name.ToString().Contains("MemoryPackable", StringComparison.Ordinal));

    /// <summary>The type from the entry's namespace down; type parameters are closed with something their constraints allow.</summary>
    private static string NameOf(BaseTypeDeclarationSyntax type)
    {
        string name = type.Identifier.Text;
        if (type is TypeDeclarationSyntax { TypeParameterList: { } parameters } generic)
        {
            name += $"<{string.Join(", ", parameters.Parameters.Select(parameter => Argument(generic, parameter.Identifier.ValueText)))}>";
        }

        return type.Parent is BaseTypeDeclarationSyntax outer ? $"{NameOf(outer)}.{name}" : name;
    }

    private static string Argument(TypeDeclarationSyntax type, string parameter)
        => type.ConstraintClauses
            .Where(clause => clause.Name.Identifier.ValueText == parameter)
            .SelectMany(clause => clause.Constraints)
            .Any(constraint => constraint.IsKind(SyntaxKind.ClassConstraint))
            ? "string"
            : "int";

    [GeneratedRegex(@"(?:^|[\\/.])C([0-9]+)_[._]")]
    private static partial Regex NamespaceOf();
}
