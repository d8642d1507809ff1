using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <content>The use of proxies, and state of workers that calls would expect elsewhere.</content>
internal static partial class DiagnosticDescriptors
{
    private const string Calls = "OutProc.Calls";

    /// <summary><c>Blocking on '{0}' can deadlock …</c>.</summary>
    public static readonly DiagnosticDescriptor BlockingWait = Create(
        DiagnosticIds.BlockingWait,
        "Blocking on a remote call can deadlock",
        "Blocking on '{0}' with {1} can deadlock with callbacks and starves the thread pool; await it",
        Calls,
        DiagnosticSeverity.Warning);

    /// <summary><c>The result of '{0}' is not awaited …</c>.</summary>
    public static readonly DiagnosticDescriptor NotAwaited = Create(
        DiagnosticIds.NotAwaited,
        "A remote call is not awaited",
        "The result of '{0}' is not awaited; nobody would learn that the call failed",
        Calls,
        DiagnosticSeverity.Warning);

    /// <summary><c>The ValueTask returned by '{0}' is awaited more than once …</c>.</summary>
    public static readonly DiagnosticDescriptor AwaitedTwice = Create(
        DiagnosticIds.AwaitedTwice,
        "A ValueTask is awaited more than once",
        "The ValueTask returned by '{0}' is awaited more than once; its call may belong to somebody else by then, use AsTask()",
        Calls,
        DiagnosticSeverity.Warning);

    /// <summary><c>Field '{0}' of Concurrent worker '{1}' is mutable …</c>.</summary>
    public static readonly DiagnosticDescriptor MutableField = Create(
        DiagnosticIds.MutableField,
        "State of a Concurrent worker changes without a lock",
        "'{0}' of Concurrent worker '{1}' is changed by calls that run at the same time; use Serialized, or synchronise it",
        Calls,
        DiagnosticSeverity.Info);

    /// <summary><c>Static mutable state '{0}' in worker '{1}' is per process …</c>.</summary>
    public static readonly DiagnosticDescriptor StaticState = Create(
        DiagnosticIds.StaticState,
        "Static state of a worker is per process",
        "Static mutable state '{0}' in worker '{1}' is per process, not shared by the workers of a pool or with the host",
        Calls,
        DiagnosticSeverity.Info);
}
