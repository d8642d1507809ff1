using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Reports what keeps a class from being a worker: the form of its contract, and values in it that cannot cross.</summary>
/// <remarks>It asks the parser that decides what the generator emits, so that the two never disagree.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RemotabilityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ContractDiagnostics.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // A project that does not reference the runtime has no workers.
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.RemoteWorkerAttribute) is not null)
            {
                start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (ContractProblem problem in FindProblems((INamedTypeSymbol)context.Symbol, context.Compilation, context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                ContractDiagnostics.Of(problem.Id), problem.Location, problem.Related, problem.Arguments));
        }
    }

    private static IReadOnlyList<ContractProblem> FindProblems(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
    {
        if (type.TypeKind == TypeKind.Interface)
        {
            return type.FindAttribute(KnownTypes.RemoteContractAttribute) is { } contract
                ? DeclaredContractParser.FindProblems(type, contract, compilation, cancellationToken)
                : [];
        }

        return type.FindAttribute(KnownTypes.RemoteWorkerAttribute) is { } worker && WorkerContracts.HasEmittedContract(type)
            ? ContractParser.FindProblems(type, worker, compilation, cancellationToken)
            : BoundWorkerParser.FindProblems(type, compilation, cancellationToken);
    }
}
