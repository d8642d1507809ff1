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
}
