using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <content>The form of contracts and workers.</content>
internal static partial class DiagnosticDescriptors
{
    private const string Contract = "OutProc.Contract";

    /// <summary><c>'{0}' or a containing type is not accessible to generated code</c>.</summary>
    public static readonly DiagnosticDescriptor NotAccessible = Error(
        DiagnosticIds.NotAccessible,
        "Generated code cannot reach the worker",
        "'{0}' or a containing type is not accessible to generated code; make it internal or public",
        Contract);

    /// <summary><c>'{0}' is generic …</c>.</summary>
    public static readonly DiagnosticDescriptor GenericMethod = Error(
        DiagnosticIds.GenericMethod,
        "A remote method cannot be generic",
        "'{0}' is generic; a method id needs closed types, so write a method for each type or a generic worker class",
        Contract);

    /// <summary><c>'{0}' has a ref, out or in parameter or a ref return …</c>.</summary>
    public static readonly DiagnosticDescriptor ByReference = Error(
        DiagnosticIds.ByReference,
        "A reference ends at the boundary of the process",
        "'{0}' has a ref, out or in parameter or a ref return; references end at the boundary of the process, return a tuple",
        Contract);

    /// <summary><c>'{0}' has more than one CancellationToken, or it is not last</c>.</summary>
    public static readonly DiagnosticDescriptor TokenNotLast = Error(
        DiagnosticIds.TokenNotLast,
        "The cancellation token comes last",
        "'{0}' has more than one CancellationToken, or it is not last",
        Contract);

    /// <summary><c>Methods '{0}' and '{1}' have the same remote id {2}</c>.</summary>
    public static readonly DiagnosticDescriptor SameId = Error(
        DiagnosticIds.SameId,
        "Two methods have the same remote id",
        "Methods '{0}' and '{1}' have the same remote id {2}; give one of them another [RemoteMethod(Id = ...)]",
        Contract);

    /// <summary><c>Generated name '{0}' collides with '{1}'</c>.</summary>
    public static readonly DiagnosticDescriptor NameCollision = Error(
        DiagnosticIds.NameCollision,
        "A generated name is taken",
        "Generated name '{0}' collides with '{1}'; {2}",
        Contract);

    /// <summary><c>'{0}' cannot be a worker: {1}</c>.</summary>
    public static readonly DiagnosticDescriptor NotAWorker = Error(
        DiagnosticIds.NotAWorker,
        "The type cannot be a worker",
        "'{0}' cannot be a worker: {1}",
        Contract);

    /// <summary><c>'{0}' in a shared resource …</c>.</summary>
    public static readonly DiagnosticDescriptor SharedLayout = Create(
        DiagnosticIds.SharedLayout,
        "The layout of a shared value is not fixed",
        "'{0}' in a shared resource {1}; another process may read it differently, use a struct of numbers with sequential layout",
        Contract,
        DiagnosticSeverity.Warning);

    /// <summary><c>'{0}' implements several candidate contracts: {1}</c>.</summary>
    public static readonly DiagnosticDescriptor SeveralContracts = Error(
        DiagnosticIds.SeveralContracts,
        "A worker implements several contracts",
        "'{0}' implements several candidate contracts: {1}; say which with [RemoteWorker<T>], one attribute for each",
        Contract);

    /// <summary><c>[RemoteContract] interface '{0}' must be partial</c>.</summary>
    public static readonly DiagnosticDescriptor ContractNotPartial = Error(
        DiagnosticIds.ContractNotPartial,
        "A contract interface must be partial",
        "[RemoteContract] interface '{0}' must be partial, and so must the types around it",
        Contract);

    /// <summary><c>Contract method '{0}' must return Task, …</c>.</summary>
    public static readonly DiagnosticDescriptor NotAsync = Error(
        DiagnosticIds.NotAsync,
        "A contract method returns a task",
        "Contract method '{0}' must return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>",
        Contract);

    /// <summary><c>OneWay method '{0}' must return void, Task or ValueTask</c>.</summary>
    public static readonly DiagnosticDescriptor OneWayResult = Error(
        DiagnosticIds.OneWayResult,
        "A one-way method has no result",
        "OneWay method '{0}' must return void, Task or ValueTask",
        Contract);

    /// <summary><c>'{0}' has more than one IProgress or …</c>.</summary>
    public static readonly DiagnosticDescriptor SeveralProgress = Error(
        DiagnosticIds.SeveralProgress,
        "A remote method reports one kind of progress",
        "'{0}' has more than one IProgress<T> or streamed parameter of the same name",
        Contract);

    /// <summary><c>[RemoteObject] '{0}' used as a DTO member …</c>.</summary>
    public static readonly DiagnosticDescriptor RemoteObjectAsData = Error(
        DiagnosticIds.RemoteObjectAsData,
        "A remote object is no data",
        "{0} cannot cross: '{1}' is [RemoteObject] '{2}', used as a member of data; it is allowed only as a parameter or result",
        Contract);

    /// <summary><c>Property, indexer or event '{0}' is not part of the remote contract</c>.</summary>
    public static readonly DiagnosticDescriptor NotRemote = Create(
        DiagnosticIds.NotRemote,
        "Properties and events are not remote",
        "Property, indexer or event '{0}' is not part of the remote contract; write a method, or mark it [RemoteIgnore]",
        Contract,
        DiagnosticSeverity.Info);

    /// <summary><c>'{0}' is async void</c>.</summary>
    public static readonly DiagnosticDescriptor AsyncVoid = Create(
        DiagnosticIds.AsyncVoid,
        "The end of an async void method cannot be awaited",
        "'{0}' is async void: the call ends at its first await, and an exception after that ends the worker; return Task",
        Contract,
        DiagnosticSeverity.Warning);

    /// <summary><c>Static method '{0}' of worker '{1}' is not remote</c>.</summary>
    public static readonly DiagnosticDescriptor StaticMethod = Create(
        DiagnosticIds.StaticMethod,
        "Static methods are not remote",
        "Static method '{0}' of worker '{1}' is not remote; make it an instance method, or mark it [RemoteIgnore]",
        Contract,
        DiagnosticSeverity.Info);
}
