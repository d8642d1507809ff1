using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.Extensions.Logging;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Rpc;

namespace OutProc.Workers;

/// <summary>Puts together what a worker is told in the handshake.</summary>
internal static class WorkerWelcome
{
    public static WelcomeMessage Create(WorkerStartRequest request)
    {
        WorkerDescriptor contract = request.Contract;
        var methods = new MethodIdentity[contract.MethodTable.Length];
        for (int i = 0; i < methods.Length; i++)
        {
            MethodDescriptor method = contract.MethodTable[i];
            methods[i] = new MethodIdentity(method.Id, method.SchemaHash, MethodIdentity.HashOf(method.Schema), LimitOf(method, request.Calls));
        }

        (string? entryName, string? entryPath) = EntryOf(request.Launch.Location);
        return new WelcomeMessage
        {
            WorkerId = request.WorkerId,
            Generation = request.Generation,
            HostProcessId = Environment.ProcessId,
            Depth = WorkerDepth.Current + 1,
            ContractName = contract.ContractName,
            DisplayName = contract.DisplayName,
            WorkerAssembly = contract.WorkerAssembly,
            EntryAssemblyName = entryName,
            EntryAssemblyPath = entryPath,
            Methods = methods,
            MaxMessageBytes = request.Calls.MaxMessageBytes,
            MaxPayloadDepth = request.Calls.MaxDepth,
            SpinBudget = request.Calls.SpinBudget,
            ShutdownGrace = request.Launch.ShutdownGrace,
            OutlivesHost = request.Launch.OnHostExit == HostExitBehavior.FinishCalls,
            Debugger = DebuggerVariable.For(request.Launch.Debug, contract.DisplayName),
            LogLevel = LowestLevel(request.Loggers, contract),
        };
    }

    private static long LimitOf(MethodDescriptor method, CallOptions calls)
        => CallLimits.RunLimitOf(method, calls.Timeout) is var limit && limit != Timeout.InfiniteTimeSpan ? (long)limit.TotalMilliseconds : -1;

    /// <summary>What code of the worker sees as the application: the host's, or the worker's own assembly where that lives elsewhere.</summary>
    [UnconditionalSuppressMessage(
        "SingleFile", "IL3000", Justification = "A single-file application has no entry assembly file; its workers are the application itself.")]
    private static (string? Name, string? Path) EntryOf(WorkerLocation? location)
    {
        if (location is null)
        {
            var entry = Assembly.GetEntryAssembly();
            return (entry?.FullName, entry?.Location is { Length: > 0 } path ? path : null);
        }

        // A program is its own entry assembly.
        return location.IsExecutable
            ? (null, null)
            : (new AssemblyName(Path.GetFileNameWithoutExtension(location.FilePath)).FullName, location.Resolve(AppContext.BaseDirectory));
    }

    /// <summary>
    /// The lowest level that the host's loggers want of the categories a worker most likely uses. Filters are not enumerable; they can only be asked.
    /// </summary>
    private static LogLevel LowestLevel(ILoggerFactory loggers, WorkerDescriptor contract)
    {
        // The category of a generic class has no type arguments.
        string name = WithoutArguments(contract.ContractName);
        string workerClass = name[..(name.LastIndexOf('.') + 1)] + WithoutArguments(contract.DisplayName);
        var lowest = LogLevel.None;
        foreach (string category in (ReadOnlySpan<string>)[workerClass, contract.WorkerAssembly ?? workerClass])
        {
            ILogger logger = loggers.CreateLogger(category);
            for (LogLevel level = LogLevel.Trace; level < lowest; level++)
            {
                if (logger.IsEnabled(level))
                {
                    lowest = level;
                }
            }
        }

        return lowest;
    }

    private static string WithoutArguments(string name) => name.IndexOf('<', StringComparison.Ordinal) is > 0 and int start ? name[..start] : name;
}
