using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <content>
/// Data that crosses. The first argument names the parameter or result and its method, the second is the full member path, the third the
/// type found there, the fourth the reason in words.
/// </content>
internal static partial class DiagnosticDescriptors
{
    private const string Data = "OutProc.Data";

    /// <summary><c>{0} cannot cross a process boundary: '{1}' is '{2}', {3}</c>.</summary>
    public static readonly DiagnosticDescriptor CannotCross = Error(
        DiagnosticIds.CannotCross,
        "A value cannot cross a process boundary",
        "{0} cannot cross a process boundary: '{1}' is '{2}', {3}");

    /// <summary><c>{0} cannot cross: '{1}' is a delegate or expression ('{2}')</c>.</summary>
    public static readonly DiagnosticDescriptor CodeCannotCross = Error(
        DiagnosticIds.CodeCannotCross,
        "Code cannot be sent to another process",
        "{0} cannot cross: '{1}' is a delegate or expression ('{2}'); code cannot be sent to another process, "
            + "make it a method of the worker");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}'</c>.</summary>
    public static readonly DiagnosticDescriptor OpenStream = Error(
        DiagnosticIds.OpenStream,
        "An open stream belongs to the process that opened it",
        "{0} cannot cross: '{1}' is '{2}'; an open stream, pipe, reader or writer belongs to this process, send "
            + "ReadOnlyMemory<byte> or a path");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}'</c>.</summary>
    public static readonly DiagnosticDescriptor Logger = Error(
        DiagnosticIds.Logger,
        "Loggers are injected into the worker",
        "{0} cannot cross: '{1}' is '{2}'; loggers are injected into the worker, remove it from the data");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}', a live connection</c>.</summary>
    public static readonly DiagnosticDescriptor LiveConnection = Error(
        DiagnosticIds.LiveConnection,
        "A live connection belongs to the process that made it",
        "{0} cannot cross: '{1}' is '{2}', a live connection; send the endpoint or connection string and open it "
            + "in the worker; a connected Socket can be handed over as SharedHandle<Socket>");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}', a handle or pointer valid only in this process</c>.</summary>
    public static readonly DiagnosticDescriptor Handle = Error(
        DiagnosticIds.Handle,
        "A handle or pointer is valid only in its process",
        "{0} cannot cross: '{1}' is '{2}', a handle or pointer valid only in this process; send the name of the "
            + "resource and open it in the worker, or the bytes; an open file can be handed over as SharedHandle<SafeFileHandle>");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}', part of this process's execution state</c>.</summary>
    public static readonly DiagnosticDescriptor ExecutionState = Error(
        DiagnosticIds.ExecutionState,
        "The state of running code belongs to its process",
        "{0} cannot cross: '{1}' is '{2}', part of this process's execution state; await it first, or pass a "
            + "CancellationToken as the last parameter");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}'</c>.</summary>
    public static readonly DiagnosticDescriptor ServiceProvider = Error(
        DiagnosticIds.ServiceProvider,
        "Service providers and scopes do not cross processes",
        "{0} cannot cross: '{1}' is '{2}'; service providers and scopes do not cross processes, register the "
            + "service by IWorkerStartup and take it in the worker's constructor");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}', an in-process lock that no other process sees</c>.</summary>
    public static readonly DiagnosticDescriptor InProcessLock = Error(
        DiagnosticIds.InProcessLock,
        "A lock is seen by one process only",
        "{0} cannot cross: '{1}' is '{2}', an in-process lock that no other process sees; keep it in the worker, "
            + "or inject a SharedLock with [FromKeyedServices]");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}'</c>.</summary>
    public static readonly DiagnosticDescriptor Reflection = Error(
        DiagnosticIds.Reflection,
        "Reflection objects are not sent",
        "{0} cannot cross: '{1}' is '{2}'; reflection objects are not sent, send a name or an enum");

    /// <summary><c>'{1}' is an Exception …</c>.</summary>
    public static readonly DiagnosticDescriptor ExceptionAsData = Create(
        DiagnosticIds.ExceptionAsData,
        "An exception crosses as text",
        "'{1}' is an Exception; only message, type name and stack survive, send a record of what the receiver needs",
        Data,
        DiagnosticSeverity.Warning);

    /// <summary><c>{0} cannot cross: '{1}' is '{2}', {3}</c>.</summary>
    public static readonly DiagnosticDescriptor NoKnownCases = Error(
        DiagnosticIds.NoKnownCases,
        "Nothing says which types can be sent",
        "{0} cannot cross: '{1}' is '{2}', {3}");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}', a query that would run here</c>.</summary>
    public static readonly DiagnosticDescriptor Query = Error(
        DiagnosticIds.Query,
        "A query would run in this process",
        "{0} cannot cross: '{1}' is '{2}', a query that would run here; send its results, an array by ToArray()");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}', a ref struct that cannot leave the stack</c>.</summary>
    public static readonly DiagnosticDescriptor RefStruct = Error(
        DiagnosticIds.RefStruct,
        "A ref struct cannot leave the stack",
        "{0} cannot cross: '{1}' is '{2}', a ref struct that cannot leave the stack; use ReadOnlyMemory<T> or an "
            + "array");

    /// <summary><c>Parameter '{0}' of '{1}' is '{2}', copied by value on each call …</c>.</summary>
    public static readonly DiagnosticDescriptor CopiedByValue = Create(
        DiagnosticIds.CopiedByValue,
        "An array is copied by value on each call",
        "Parameter '{0}' of '{1}' is '{2}', copied by value on each call; ReadOnlyMemory<{3}> lets callers send a part of what they have",
        Data,
        DiagnosticSeverity.Info);

    /// <summary><c>'{0}' takes no CancellationToken …</c>.</summary>
    public static readonly DiagnosticDescriptor NoToken = Create(
        DiagnosticIds.NoToken,
        "A remote method takes no CancellationToken",
        "'{0}' takes no CancellationToken; cancelling a call can only kill the worker",
        Data,
        DiagnosticSeverity.Info);
}
