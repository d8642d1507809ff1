using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>What the pages say is true: the violation gives exactly the id, the fixed code nothing.</summary>
public sealed partial class DiagnosticPageTests
{
    /// <summary>A defect of the generator has no code that shows it.</summary>
    private const string WithoutCode = "OP0901";

    public static TheoryData<string> Ids =>
        [.. Directory.GetFiles(DiagnosticPage.Folder, "OP????.md").Select(file => Path.GetFileNameWithoutExtension(file)).Where(id => id != WithoutCode).Order(StringComparer.Ordinal)];

    /// <summary>The ids about the contract itself, whose consumers must not see errors of the compiler.</summary>
    public static TheoryData<string> ContractIds => [.. Ids.Select(row => row.Data).Where(id => ContractId().IsMatch(id))];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Violation_OfThePage_GivesExactlyTheId(string id)
    {
        foreach (PageSource source in DiagnosticPage.Read(id).Violations)
        {
            (await IdsOfAsync(id, source.Text, source.Settings)).ShouldBe([id], source.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Violation_UnderAPragma_IsSilent(string id)
    {
        foreach (PageSource source in DiagnosticPage.Read(id).Violations)
        {
            (await IdsOfAsync(id, $"#pragma warning disable {id}\n{source.Text}", source.Settings)).ShouldBeEmpty(source.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Fixed_OfThePage_GivesNothing(string id)
    {
        foreach (PageSource source in DiagnosticPage.Read(id).Fixed)
        {
            (await IdsOfAsync(id, source.Text, source.Settings)).ShouldBeEmpty(source.Text);
        }
    }

    [Theory]
    [MemberData(nameof(ContractIds))]
    public async Task Violation_WithAConsumer_ShowsOnlyTheId(string id)
    {
        foreach (PageSource source in DiagnosticPage.Read(id).Violations)
        {
            string consumers = string.Concat(ContractsOf(source.Text)
                .Select((name, i) => $"\ninternal sealed class Consumer{i}({name} worker) {{ public {name} Worker => worker; }}\n"));
            (await IdsOfAsync(id, source.Text + consumers, source.Settings)).ShouldBe([id], source.Text);
        }
    }

    /// <summary>The ids that all analyzers of the package give. Advice about anything but the page's own rule is no fault of the snippet.</summary>
    private static async Task<IEnumerable<string>> IdsOfAsync(string id, string source, AnalyzerSettings settings)
    {
        ImmutableArray<Diagnostic> reported = await AnalyzerRun.ReportAsync(AnalyzerRun.Generate(source, settings), PackageAnalyzers.All(), settings);
        return reported
            .Where(diagnostic => diagnostic.Id == id || diagnostic.Severity >= DiagnosticSeverity.Warning)
            .Select(diagnostic => diagnostic.Id)
            .Distinct();
    }

    /// <summary>The contracts that the source declares, and those that are emitted for its workers.</summary>
    private static IEnumerable<string> ContractsOf(string source)
    {
        TypeDeclarationSyntax[] types = TestCompilation.Parse(source)
            .GetRoot(TestContext.Current.CancellationToken)
            .DescendantNodes()
            .OfType<TypeDeclarationSyntax>()
            .Where(type => type.Parent is not TypeDeclarationSyntax && type.Arity == 0)
            .ToArray();
        string[] declared = [.. types.Where(type => Has(type, "RemoteContract")).Select(type => type.Identifier.Text)];
        return declared.Concat(types
            .Where(type => Has(type, "RemoteWorker") && type.BaseList?.Types.Any(other => declared.Contains(other.ToString())) is not true)
            .Select(type => "I" + type.Identifier.Text));
    }

    private static bool Has(TypeDeclarationSyntax type, string name)
        => type.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() == name);

    [GeneratedRegex("^OP0[13]..$")]
    private static partial Regex ContractId();
}
