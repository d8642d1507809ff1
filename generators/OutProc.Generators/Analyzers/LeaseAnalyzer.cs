using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Finds leases and pools that are never given back, leases that are kept too long, and locks held while a worker works.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LeaseAnalyzer : OutProcAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DiagnosticDescriptors.NotDisposed,
        DiagnosticDescriptors.LeaseInField,
        DiagnosticDescriptors.LockAcrossCall,
    ];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        var calls = new ContractCalls(start.Compilation);
        start.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
        start.RegisterOperationAction(operation => AnalyzeUsing(operation, calls), OperationKind.Using, OperationKind.UsingDeclaration);
        start.RegisterSymbolAction(AnalyzeMember, SymbolKind.Field, SymbolKind.Property);
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Leases.MakerOf(call) != call)
        {
            return;
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument is { Parameter.RefKind: RefKind.Out, Value: IDeclarationExpressionOperation { Expression: ILocalReferenceOperation taken } }
                && Leases.KindOf(taken.Type) is { } kind && !IsGivenOn(taken.Local, call))
            {
                Report(context, argument.Value, taken.Local.Name, kind);
            }
        }

        IOperation used = ResultOf(call);
        if (Leases.KindOf(used.Type) is not { } result)
        {
            return;
        }

        switch (used.Parent)
        {
            case IExpressionStatementOperation:
                Report(context, used, Leases.NameOf(call) + "." + call.TargetMethod.Name, result);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator }
                when !IsUsing(declarator) && !IsGivenOn(local, call):
                Report(context, used, local.Name, result);
                break;
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation place, string name, string kind)
        => context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.NotDisposed, place.Syntax.GetLocation(), name, kind));

    /// <summary>The outermost operation that still has the value of the call: behind <c>await</c> and conversions.</summary>
    private static IOperation ResultOf(IOperation call)
    {
        IOperation used = ContractCalls.Unwrapped(call);
        while (used.Parent is IAwaitOperation or IConversionOperation)
        {
            used = used.Parent;
        }

        return used;
    }

    private static bool IsUsing(IVariableDeclaratorOperation declarator)
        => declarator.Parent?.Parent?.Parent is IUsingDeclarationOperation or IUsingOperation;

    /// <summary>Whether a local is disposed, returned, passed on or kept: anything but having its members looked at.</summary>
    private static bool IsGivenOn(ILocalSymbol local, IOperation from)
    {
        foreach (IOperation operation in RootOf(from).Descendants())
        {
            if (operation is ILocalReferenceOperation { IsDeclaration: false } reference
                && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && !IsOnlyLookedAt(reference))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOnlyLookedAt(ILocalReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation call => call.Instance == reference && call.TargetMethod.Name is not ("Dispose" or "DisposeAsync"),
        IMemberReferenceOperation member => member.Instance == reference,
        IConditionalAccessOperation { WhenNotNull: IInvocationOperation call } => call.TargetMethod.Name is not ("Dispose" or "DisposeAsync"),
        ISimpleAssignmentOperation assignment => assignment.Target == reference,
        IExpressionStatementOperation or IIsPatternOperation or IBinaryOperation => true,
        _ => false,
    };

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    private static void AnalyzeMember(SymbolAnalysisContext context)
    {
        ISymbol member = context.Symbol;
        ITypeSymbol type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        INamedTypeSymbol owner = member.ContainingType;
        if (Leases.IsLease(type)
            && (member is IFieldSymbol { AssociatedSymbol: null } || (member is IPropertySymbol property && DataMemberRules.IsAutoProperty(property)))
            && owner.FindInterface(KnownTypes.Disposable) is null
            && owner.FindInterface(KnownTypes.AsyncDisposable) is null
            && !member.IsImplicitlyDeclared)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.LeaseInField, member.Locations[0], member.Name, "lease", owner.Name));
        }
    }

    private static void AnalyzeUsing(OperationAnalysisContext context, ContractCalls calls)
    {
        if (LockHeldBy(context.Operation) is not { } held)
        {
            return;
        }

        foreach (IOperation statement in GuardedBy(context.Operation))
        {
            Search(context, statement, held, calls);
        }
    }

    private static void Search(OperationAnalysisContext context, IOperation operation, string held, ContractCalls calls)
    {
        if (operation is IInvocationOperation call && calls.IsAwaitable(call))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(DiagnosticDescriptors.LockAcrossCall, call.Syntax.GetLocation(), held, ContractCalls.NameOf(call)));
        }

        foreach (IOperation child in operation.ChildOperations)
        {
            // Those run at another time.
            if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            {
                Search(context, child, held, calls);
            }
        }
    }

    /// <summary>What is locked by the resource of a <c>using</c>, or <c>null</c> when that is no lock.</summary>
    private static string? LockHeldBy(IOperation operation)
    {
        IOperation resources = operation is IUsingOperation block ? block.Resources : ((IUsingDeclarationOperation)operation).DeclarationGroup;
        foreach (IOperation part in resources.DescendantsAndSelf())
        {
            if (part is IVariableDeclaratorOperation { Symbol: var local } declarator && Leases.IsLock(local.Type))
            {
                IVariableInitializerOperation? initializer = declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer;
                return Leases.MakerOf(initializer?.Value) is { } maker ? Leases.NameOf(maker) : local.Name;
            }

            if (part is ILocalReferenceOperation reference && part == resources && Leases.IsLock(reference.Type))
            {
                return reference.Local.Name;
            }

            if (part is IInvocationOperation call && Leases.MakerOf(call) == call && Leases.IsLock(ResultOf(call).Type))
            {
                return Leases.NameOf(call);
            }
        }

        return null;
    }

    private static IEnumerable<IOperation> GuardedBy(IOperation operation)
    {
        if (operation is IUsingOperation block)
        {
            yield return block.Body;
            yield break;
        }

        bool after = false;
        foreach (IOperation statement in operation.Parent?.ChildOperations ?? default)
        {
            if (after)
            {
                yield return statement;
            }

            after |= statement == operation;
        }
    }
}
