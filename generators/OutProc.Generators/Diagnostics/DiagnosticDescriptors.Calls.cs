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

    /// <summary><c>'{0}' is held across the remote call '{1}' …</c>.</summary>
    public static readonly DiagnosticDescriptor LockAcrossCall = Create(
        DiagnosticIds.LockAcrossCall,
        "A shared lock is held across a remote call",
        "'{0}' is held across the remote call '{1}'; a worker that wants it too waits for its own caller, move the call out",
        Calls,
        DiagnosticSeverity.Info);

    /// <summary><c>Remote call '{0}' inside a loop over '{1}' …</c>.</summary>
    public static readonly DiagnosticDescriptor CallInLoop = Create(
        DiagnosticIds.CallInLoop,
        "A loop waits for one remote call after the other",
        "Remote call '{0}' inside a loop over '{1}' uses one worker at a time; use MapAsync",
        Calls,
        DiagnosticSeverity.Info);

    /// <summary><c>Worker '{0}' calls its own pool by '{1}' …</c>.</summary>
    public static readonly DiagnosticDescriptor OwnPool = Create(
        DiagnosticIds.OwnPool,
        "A worker calls its own pool",
        "Worker '{0}' calls its own pool by '{1}'; when all its workers do so at once, none is left to answer, use another pool",
        Calls,
        DiagnosticSeverity.Info);

    /// <summary><c>'{0}' is a {1} that is not disposed …</c>.</summary>
    public static readonly DiagnosticDescriptor NotDisposed = Create(
        DiagnosticIds.NotDisposed,
        "A lease, session or pool is not disposed",
        "'{0}' gives a {1} that is not disposed; hold it by 'await using'",
        Calls,
        DiagnosticSeverity.Warning);

    /// <summary><c>Lease '{0}' stored in a field …</c>.</summary>
    public static readonly DiagnosticDescriptor LeaseInField = Create(
        DiagnosticIds.LeaseInField,
        "A lease stored in a field outlives its call",
        "'{0}' keeps a {1} beyond the operation that took it; take it per operation, or make '{2}' disposable",
        Calls,
        DiagnosticSeverity.Warning);

    /// <summary><c>'{0}' of pooled worker '{1}' keeps state …</c>.</summary>
    public static readonly DiagnosticDescriptor PooledState = Create(
        DiagnosticIds.PooledState,
        "State of a pooled worker belongs to one process",
        "'{0}' of pooled worker '{1}' keeps state that a call changes; the next call may go to another process of the pool",
        Calls,
        DiagnosticSeverity.Info);
}
