using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Finds loops that wait for one remote call after the other where nothing asks for that order.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallInLoopAnalyzer : OutProcAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.CallInLoop];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        var calls = new ContractCalls(start.Compilation);
        start.RegisterOperationAction(operation => Analyze(operation, calls), OperationKind.Loop);
    }

    private static void Analyze(OperationAnalysisContext context, ContractCalls calls)
    {
        if (context.Operation is not IForEachLoopOperation { IsAsynchronous: false, Locals: { Length: 1 } locals } loop || LeavesEarly(loop.Body))
        {
            return;
        }

        foreach (IOperation operation in Within(loop.Body))
        {
            if (operation is IInvocationOperation call
                && calls.IsAwaitable(call)
                && ContractCalls.Unwrapped(call).Parent is IAwaitOperation
                && call.Arguments.Any(argument => Mentions(argument, locals[0]))
                && !call.Arguments.Any(argument => DependsOnTheLast(argument, loop.Body)))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    DiagnosticDescriptors.CallInLoop, call.Syntax.GetLocation(), ContractCalls.NameOf(call), CollectionOf(loop)));
                return;
            }
        }
    }

    private static string CollectionOf(IForEachLoopOperation loop) => loop.Collection.Syntax.ToString();

    /// <summary>What runs in each turn: not lambdas, which run at another time.</summary>
    private static IEnumerable<IOperation> Within(IOperation operation)
    {
        yield return operation;
        foreach (IOperation child in operation.ChildOperations)
        {
            if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation or ILoopOperation))
            {
                foreach (IOperation inner in Within(child))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>Whether a turn may be the last one, or hands something out in between: then the order is meant.</summary>
    private static bool LeavesEarly(IOperation body)
        => Within(body).Any(static operation => operation is IReturnOperation or IBranchOperation { BranchKind: not BranchKind.Continue });

    private static bool Mentions(IOperation operation, ILocalSymbol local)
        => operation.DescendantsAndSelf().Any(
            inner => inner is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local));

    /// <summary>Whether an argument is something that a turn changes for the next one.</summary>
    private static bool DependsOnTheLast(IOperation argument, IOperation body)
    {
        foreach (IOperation operation in argument.DescendantsAndSelf())
        {
            ISymbol? read = operation switch
            {
                ILocalReferenceOperation reference => reference.Local,
                IFieldReferenceOperation reference => reference.Field,
                IParameterReferenceOperation reference => reference.Parameter,
                _ => null,
            };
            if (read is not null && Within(body).Any(inner => Writes(inner, read)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Writes(IOperation operation, ISymbol symbol)
    {
        IOperation? target = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            _ => null,
        };
        ISymbol? written = target switch
        {
            ILocalReferenceOperation reference => reference.Local,
            IFieldReferenceOperation reference => reference.Field,
            IParameterReferenceOperation reference => reference.Parameter,
            _ => null,
        };
        return SymbolEqualityComparer.Default.Equals(written, symbol);
    }
}
