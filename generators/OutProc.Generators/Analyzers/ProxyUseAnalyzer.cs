using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Reports remote calls that are blocked on, dropped, or awaited more than once.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProxyUseAnalyzer : OutProcAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DiagnosticDescriptors.BlockingWait,
        DiagnosticDescriptors.NotAwaited,
        DiagnosticDescriptors.AwaitedTwice,
    ];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        var calls = new ContractCalls(start.Compilation);
        start.RegisterOperationAction(operation => Analyze(operation, calls), OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context, ContractCalls calls)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!calls.IsAwaitable(call))
        {
            return;
        }

        IOperation used = ContractCalls.Unwrapped(call);
        switch (used.Parent)
        {
            case IExpressionStatementOperation:
                Report(context, DiagnosticDescriptors.NotAwaited, used, ContractCalls.NameOf(call));
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }
                when ContractCalls.IsValueTask(local.Type):
                foreach (IOperation again in RepeatedAwaits.Find(local, call))
                {
                    Report(context, DiagnosticDescriptors.AwaitedTwice, again, ContractCalls.NameOf(call));
                }

                break;
            default:
                if (BlockedBy(used) is { } blocking)
                {
                    Report(context, DiagnosticDescriptors.BlockingWait, blocking.Operation, ContractCalls.NameOf(call), blocking.How);
                }

                break;
        }
    }

    /// <summary>The operation that waits for the call on this thread, and how the user wrote it.</summary>
    private static (IOperation Operation, string How)? BlockedBy(IOperation used) => used.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Result" } result when result.Instance == used => (result, ".Result"),
        IInvocationOperation { TargetMethod.Name: "Wait" } wait when wait.Instance == used => (wait, ".Wait()"),
        IInvocationOperation { TargetMethod.Name: "GetResult" } wait when wait.Instance == used => (wait, ".GetAwaiter().GetResult()"),
        _ when WaitAll(used) is { } wait => (wait, $"Task.{wait.TargetMethod.Name}"),
        _ => null,
    };

    /// <summary><c>Task.WaitAll</c> or <c>Task.WaitAny</c> that the call is an argument of.</summary>
    private static IInvocationOperation? WaitAll(IOperation used)
    {
        IOperation? parent = used.Parent;
        while (parent is IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation or IConversionOperation
            or IArgumentOperation)
        {
            parent = parent.Parent;
        }

        return parent is IInvocationOperation { TargetMethod.Name: "WaitAll" or "WaitAny" } wait
            && wait.TargetMethod.ContainingType.Is(KnownTypes.Task) ? wait : null;
    }

    private static void Report(
        OperationAnalysisContext context, DiagnosticDescriptor descriptor, IOperation operation, params object[] arguments)
        => context.ReportDiagnostic(Diagnostic.Create(descriptor, operation.Syntax.GetLocation(), arguments));
}
