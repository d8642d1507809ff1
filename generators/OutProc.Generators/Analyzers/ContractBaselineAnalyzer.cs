using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Emit;
using OutProc.Generators.Model;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Compares contracts with the file <c>OutProcContracts.txt</c>, in projects that keep one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractBaselineAnalyzer : OutProcAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.BaselineDiffers];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        if (ContractBaseline.FindFile(start.Options)?.GetText(start.CancellationToken) is { } text)
        {
            var baseline = ContractBaseline.Parse(text);
            start.RegisterSymbolAction(symbol => Analyze(symbol, baseline), SymbolKind.NamedType);
        }
    }

    private static void Analyze(SymbolAnalysisContext context, ContractBaseline baseline)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Parse(type, context.Compilation, context.CancellationToken) is not { } contract)
        {
            return;
        }

        if (contract.Closings.IsEmpty)
        {
            Compare(context, baseline, type, contract);
            return;
        }

        // Sound closings are the elements of the list, in their order.
        AttributeData attribute = type.FindAttribute(KnownTypes.RemoteWorkerAttribute)!;
        IReadOnlyList<INamedTypeSymbol> closed = ClosedTypes.Parse(
            type, attribute, context.Compilation, new ContractProblems(type, type.Locations[0]), context.CancellationToken).Types;
        for (int i = 0; i < contract.Closings.Count; i++)
        {
            Compare(context, baseline, closed[i], contract.Closings[i].Implementation);
        }
    }

    private static void Compare(SymbolAnalysisContext context, ContractBaseline baseline, INamedTypeSymbol type, ImplementationModel contract)
    {
        Dictionary<uint, IMethodSymbol> symbols = RemoteMethods.Of(type).ToDictionary(
            method => MethodParser.IdOf(method, MethodParser.KeyOf(method, RemoteMethods.SentParametersOf(method))));
        var current = new HashSet<string>(StringComparer.Ordinal);
        foreach (MethodModel method in contract.Methods)
        {
            IMethodSymbol symbol = symbols[method.Id];
            string name = $"{contract.ContractMetadataName}.{MethodParser.KeyOf(symbol, RemoteMethods.SentParametersOf(symbol))}";
            string description = BaselineDescription.Of(method, contract.Formatters);
            current.Add(name);
            string? known = baseline.Find(name);
            string? difference = known is null ? "it is not in the baseline" : BaselineDescription.Compare(known, description);
            if (difference is not null)
            {
                Location location = symbol.Locations.FirstOrDefault(candidate => candidate.IsInSource) ?? type.Locations[0];
                Report(context, location, name, difference, ContractBaseline.Line(name, description));
            }
        }

        foreach (string removed in baseline.MethodsOf(contract.ContractMetadataName).Where(method => !current.Contains(method)))
        {
            Report(context, type.Locations[0], removed, "it was removed, and callers of older builds may still call it", line: null);
        }
    }

    /// <summary>The sound contract of a type, as the generator sees it.</summary>
    private static ImplementationModel? Parse(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            return type.FindAttribute(KnownTypes.RemoteContractAttribute) is { } declared
                ? DeclaredContractParser.Parse(type, declared, compilation, cancellationToken).Implementation
                : null;
        }

        return type.FindAttribute(KnownTypes.RemoteWorkerAttribute) is { } attribute && WorkerContracts.HasEmittedContract(type)
            ? ContractParser.Parse(type, attribute, compilation, cancellationToken).Implementation
            : null;
    }

    /// <param name="context">Where to report.</param>
    /// <param name="location">The method, or the type that it is missing from.</param>
    /// <param name="method">The name under which the baseline has the method.</param>
    /// <param name="difference">What differs, in words.</param>
    /// <param name="line">The line that would be right; <c>null</c> for none.</param>
    private static void Report(SymbolAnalysisContext context, Location location, string method, string difference, string? line)
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
            .Add("Method", method)
            .Add("Line", line);
        context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.BaselineDiffers, location, properties, method, difference));
    }
}
