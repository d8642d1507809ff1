using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Recognises calls of contract methods. One for each compilation, used by many threads.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class ContractCalls(Compilation compilation)
{
    /// <summary><c>IRemoteContract&lt;TSelf&gt;</c>.</summary>
    private readonly INamedTypeSymbol? _contract = compilation.GetTypeByMetadataName(KnownTypes.RemoteContractOf);

    private readonly ConcurrentDictionary<ITypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a call goes to a worker and returns a task.</summary>
    public bool IsAwaitable(IInvocationOperation call)
        => IsTask(call.TargetMethod.ReturnType)
            && (call.Instance?.Type ?? call.TargetMethod.ContainingType) is { TypeKind: TypeKind.Interface } receiver
            && _known.GetOrAdd(receiver, IsContract)
            && !RemoteMethods.IsDisposal(call.TargetMethod);

    /// <summary>How messages name the method: <c>ICrawler.RunAsync</c>.</summary>
    public static string NameOf(IInvocationOperation call)
        => $"{(call.Instance?.Type ?? call.TargetMethod.ContainingType).Name}.{call.TargetMethod.Name}";

    /// <summary>Whether a type is <c>Task</c> or <c>ValueTask</c>, with or without a result.</summary>
    public static bool IsTask(ITypeSymbol type)
        => type.Is(KnownTypes.Task) || type.Is(KnownTypes.TaskOf) || IsValueTask(type);

    /// <summary>Whether a type is <c>ValueTask</c>, with or without a result.</summary>
    public static bool IsValueTask(ITypeSymbol type) => type.Is(KnownTypes.ValueTask) || type.Is(KnownTypes.ValueTaskOf);

    /// <summary>
    /// The outermost operation that is still the same call: behind <c>AsTask()</c>, <c>ConfigureAwait(…)</c>, <c>Preserve()</c>,
    /// <c>GetAwaiter()</c>, conversions and <c>?.</c>.
    /// </summary>
    public static IOperation Unwrapped(IOperation call)
    {
        while (true)
        {
            switch (call.Parent)
            {
                case IInvocationOperation { TargetMethod.Name: "AsTask" or "ConfigureAwait" or "Preserve" or "GetAwaiter" } next
                    when next.Instance == call:
                case IConversionOperation:
                    call = call.Parent;
                    continue;
                case IConditionalAccessOperation access when access.WhenNotNull == call:
                    call = access;
                    continue;
                default:
                    return call;
            }
        }
    }

    private bool IsContract(ITypeSymbol type)
    {
        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, _contract))
            {
                return true;
            }
        }

        return false;
    }
}
