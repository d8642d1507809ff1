using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>
/// Points at state of workers that is not what it seems: changed by calls at the same time, of one of many processes, or static in one of them.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerStateAnalyzer : OutProcAnalyzer
{
    /// <summary><c>WorkerConcurrency.Concurrent</c>.</summary>
    private const int Concurrent = 1;

    /// <summary><c>WorkerLifetime.Session</c>.</summary>
    private const int Session = 1;

    private static readonly string[] s_collections =
    [
        "List`1", "Dictionary`2", "HashSet`1", "Queue`1", "Stack`1", "LinkedList`1", "SortedDictionary`2", "SortedList`2", "SortedSet`1",
        "PriorityQueue`2", "ConcurrentDictionary`2", "ConcurrentQueue`1", "ConcurrentStack`1", "ConcurrentBag`1", "BlockingCollection`1",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DiagnosticDescriptors.MutableField,
        DiagnosticDescriptors.StaticState,
        DiagnosticDescriptors.PooledState,
    ];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
        => start.RegisterSymbolStartAction(Start, SymbolKind.NamedType);

    private static void Start(SymbolStartAnalysisContext context)
    {
        var worker = (INamedTypeSymbol)context.Symbol;
        AttributeData? attribute = worker.FindAttribute(KnownTypes.RemoteWorkerAttribute)
            ?? worker.FindAttribute(KnownTypes.RemoteWorkerOfAttribute);
        if (attribute is null)
        {
            return;
        }

        // Written by calls: where they run at the same time, without a lock around it.
        var written = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        bool concurrent = attribute.Named("Concurrency") is Concurrent;
        if (concurrent || attribute.Named("Lifetime") is not Session)
        {
            context.RegisterOperationAction(
                operation =>
                {
                    bool matters = concurrent ? IsUnguarded(operation.Operation, operation.ContainingSymbol)
                        : IsChangeByCall(operation.Operation, operation.ContainingSymbol);
                    if (matters && WrittenBy(operation.Operation) is { } target)
                    {
                        written.TryAdd(target, true);
                    }
                },
                OperationKind.SimpleAssignment,
                OperationKind.CompoundAssignment,
                OperationKind.CoalesceAssignment,
                OperationKind.Increment,
                OperationKind.Decrement);
        }

        DiagnosticDescriptor descriptor = concurrent ? DiagnosticDescriptors.MutableField : DiagnosticDescriptors.PooledState;
        context.RegisterSymbolEndAction(end => Report(end, worker, written, descriptor));
    }

    private static void Report(
        SymbolAnalysisContext context, INamedTypeSymbol worker, ConcurrentDictionary<ISymbol, bool> written, DiagnosticDescriptor changed)
    {
        foreach (ISymbol member in worker.GetMembers())
        {
            if (member.IsImplicitlyDeclared || member.Locations[0] is not { IsInSource: true } location)
            {
                continue;
            }

            if (member.IsStatic ? IsStaticState(member) : written.ContainsKey(member))
            {
                DiagnosticDescriptor descriptor = member.IsStatic ? DiagnosticDescriptors.StaticState : changed;
                context.ReportDiagnostic(Diagnostic.Create(descriptor, location, member.Name, worker.Name));
            }
        }
    }

    private static ISymbol? WrittenBy(IOperation operation)
    {
        IOperation target = operation switch
        {
            IAssignmentOperation assignment => assignment.Target,
            IIncrementOrDecrementOperation increment => increment.Target,
            _ => operation,
        };
        return target switch
        {
            IFieldReferenceOperation { Instance: IInstanceReferenceOperation, Field: { IsVolatile: false } field } => field,
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation, Property: var property } => property,
            _ => null,
        };
    }

    /// <summary>Constructors run alone; a lock is the user's own care.</summary>
    private static bool IsUnguarded(IOperation operation, ISymbol method)
    {
        if (method is IMethodSymbol { MethodKind: MethodKind.Constructor } or IFieldSymbol or IPropertySymbol)
        {
            return false;
        }

        for (IOperation? parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            // A semaphore is released in a finally, or by what using disposes.
            if (parent is ILockOperation or IUsingOperation or ITryOperation { Finally: not null })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Not what is set up once, by the constructor, the start or the first who needs it, nor the end.</summary>
    private static bool IsChangeByCall(IOperation operation, ISymbol method)
        => operation is not ICoalesceAssignmentOperation
            && method is IMethodSymbol { MethodKind: MethodKind.Ordinary, Name: not ("InitializeAsync" or "Dispose" or "DisposeAsync") };

    private static bool IsStaticState(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: true } => false,
        IFieldSymbol { IsReadOnly: false } => true,
        IFieldSymbol field => IsCollection(field.Type),
        IPropertySymbol { SetMethod: not null } property => DataMemberRules.IsAutoProperty(property),
        IPropertySymbol property => DataMemberRules.IsAutoProperty(property) && IsCollection(property.Type),
        _ => false,
    };

    private static bool IsCollection(ITypeSymbol type)
        => Array.IndexOf(s_collections, type.MetadataName) >= 0
            && type.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent";
}
