using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Recognises what a caller owns and has to give back: leases of locks and workers, sessions, pools.</summary>
internal static class Leases
{
    private static readonly string[] s_locks = ["OutProc.Shared.SharedLockLease", "OutProc.Shared.SharedReaderWriterLease"];

    private static readonly string[] s_leases = [.. s_locks, "OutProc.Shared.SharedPermit", "OutProc.Pools.WorkerLease`1"];

    private static readonly string[] s_pools = ["OutProc.Pools.IWorkerPool`1"];

    private static readonly string[] s_processes = ["OutProc.Pools.StandaloneWorkerProcess`1"];

    /// <summary>Whether a type holds a lock between processes.</summary>
    public static bool IsLock(ITypeSymbol? type) => IsOneOf(type, s_locks);

    /// <summary>Whether a type is held for one operation.</summary>
    public static bool IsLease(ITypeSymbol? type) => IsOneOf(type, s_leases);

    /// <summary>How messages name what a call hands to its caller, or <c>null</c> when the caller does not own it.</summary>
    public static string? KindOf(ITypeSymbol? type)
        => IsLease(type) ? "lease" : IsOneOf(type, s_pools) ? "pool" : IsOneOf(type, s_processes) ? "worker process" : null;

    /// <summary>
    /// The call that made the value of an expression, behind an <c>await</c>; <c>null</c> for one that is not OutProc's: containers own what they
    /// give.
    /// </summary>
    public static IInvocationOperation? MakerOf(IOperation? value)
    {
        while (true)
        {
            switch (value)
            {
                case IAwaitOperation wait:
                    value = wait.Operation;
                    continue;
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    continue;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask", Instance: { } instance }:
                    value = instance;
                    continue;
                case IInvocationOperation call when IsOurs(call.TargetMethod):
                    return call;
                default:
                    return null;
            }
        }
    }

    /// <summary>How the user wrote what a lease was taken of: <c>_log</c> in <c>_log.AcquireAsync()</c>.</summary>
    public static string NameOf(IInvocationOperation call)
        => call.Instance is { IsImplicit: false } instance ? instance.Syntax.ToString() : call.TargetMethod.ContainingType.Name;

    /// <summary>By assembly: a namespace below OutProc may be anybody's.</summary>
    private static bool IsOurs(IMethodSymbol method) => method.ContainingAssembly?.Name == "OutProc";

    private static bool IsOneOf(ITypeSymbol? type, string[] names)
    {
        if (type is not INamedTypeSymbol { OriginalDefinition: var definition })
        {
            return false;
        }

        foreach (string name in names)
        {
            if (definition.Is(name))
            {
                return true;
            }
        }

        return false;
    }
}
