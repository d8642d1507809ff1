using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Finds workers that call their own contract: with all workers of the pool busy doing so, none is left to answer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OwnPoolAnalyzer : OutProcAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.OwnPool];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        var calls = new ContractCalls(start.Compilation);
        start.RegisterSymbolStartAction(type => Start(type, calls), SymbolKind.NamedType);
    }

    private static void Start(SymbolStartAnalysisContext context, ContractCalls calls)
    {
        var worker = (INamedTypeSymbol)context.Symbol;
        if (WorkerContracts.NameOf(worker) is not var (_, contract))
        {
            return;
        }

        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (calls.IsAwaitable(call) && call.Instance?.Type is { } receiver && TypeNames.Metadata(receiver) == contract)
                {
                    operation.ReportDiagnostic(Diagnostic.Create(
                        DiagnosticDescriptors.OwnPool, call.Syntax.GetLocation(), worker.Name, ContractCalls.NameOf(call)));
                }
            },
            OperationKind.Invocation);
    }
}
