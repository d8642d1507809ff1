using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Reports what keeps a class from being a worker: the form of its contract, and values in it that cannot cross.</summary>
/// <remarks>It asks the parser that decides what the generator emits, so that the two never disagree.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RemotabilityAnalyzer : OutProcAnalyzer
{
    private const string OfOtherGenerator = "which another source generator makes and this one cannot see; declare it in source";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ContractDiagnostics.All;

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        GeneratorNotes notes = GeneratorNotes.Of(start.Compilation);
        bool hasBaseline = ContractBaseline.FindFile(start.Options) is not null;
        start.RegisterSymbolAction(symbol => Analyze(symbol, notes, hasBaseline), SymbolKind.NamedType);
        IReadOnlyList<(string TypeName, string Text)> elsewhere = notes.FailuresElsewhere(start.Compilation);
        if (elsewhere.Count > 0)
        {
            start.RegisterCompilationEndAction(end => ReportElsewhere(end, elsewhere));
        }
    }

    private static void Analyze(SymbolAnalysisContext context, GeneratorNotes notes, bool hasBaseline)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (notes.FailureOf(type) is { } failure)
        {
            ReportFailure(context, type, failure);
            return;
        }

        IReadOnlyList<ContractProblem> problems;
        try
        {
            problems = FindProblems(type, context.Compilation, context.CancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The generator has survived this type; whatever it made of it, the user must not trust it.
            ReportFailure(context, type, $"{e.GetType().Name}: {e.Message}");
            return;
        }

        foreach (ContractProblem problem in problems)
        {
            if (hasBaseline || problem.Id != DiagnosticIds.UnmanagedInBaseline)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    ContractDiagnostics.Of(problem.Id), problem.Location, problem.Related, problem.Arguments));
            }
        }

        if (notes.UnknownOf(type) is { Length: 3 } unknown && !problems.Any(problem => problem.Withholds))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.CannotCross, type.Locations[0], unknown[0], unknown[1], unknown[2], OfOtherGenerator));
        }
    }

    private static void ReportElsewhere(CompilationAnalysisContext context, IReadOnlyList<(string TypeName, string Text)> failures)
    {
        foreach ((string typeName, string text) in failures)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.GeneratorFailed, Location.None, typeName, text));
        }
    }

    private static void ReportFailure(SymbolAnalysisContext context, INamedTypeSymbol type, string exception)
        => context.ReportDiagnostic(Diagnostic.Create(
            DiagnosticDescriptors.GeneratorFailed, type.Locations[0], type.ToDisplayString(TypeNames.Schema), exception));

    private static IReadOnlyList<ContractProblem> FindProblems(
        INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            return type.FindAttribute(KnownTypes.RemoteContractAttribute) is { } contract
                ? DeclaredContractParser.FindProblems(type, contract, compilation, cancellationToken)
                : [];
        }

        if (type.FindAttribute(KnownTypes.RemoteExceptionAttribute) is not null)
        {
            return RemoteExceptionParser.FindProblems(type, compilation, cancellationToken);
        }

        return type.FindAttribute(KnownTypes.RemoteWorkerAttribute) is { } worker && WorkerContracts.HasEmittedContract(type)
            ? ContractParser.FindProblems(type, worker, compilation, cancellationToken)
            : BoundWorkerParser.FindProblems(type, compilation, cancellationToken);
    }
}
