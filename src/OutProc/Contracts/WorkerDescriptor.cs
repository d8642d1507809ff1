using OutProc.CompilerServices;

namespace OutProc.Contracts;

/// <summary>What the runtime knows of one contract: its name, where its worker class lives, its methods, how to make its proxy.</summary>
/// <remarks>Made by generated code once per contract. Immutable and thread-safe.</remarks>
public sealed class WorkerDescriptor
{
    /// <summary>The version of the surface between generated code and this runtime. Raised only by a change that old output cannot run on.</summary>
    public const int AbiVersion = 1;

    private readonly Func<RemoteInvoker, object>? _createProxy;

    /// <summary>Initializes a new instance; called by generated code.</summary>
    /// <param name="abiVersion">The <see cref="AbiVersion"/> the generated code was emitted for.</param>
    /// <param name="contractName">The metadata name of the contract interface, with namespace.</param>
    /// <param name="displayName">
    /// The short name for logs, messages and process listings: the name of the worker class, or of the contract without its <c>I</c>.
    /// </param>
    /// <param name="workerAssembly">
    /// The simple name of the assembly that declares the worker class, or <c>null</c> for a contract that does not know it.
    /// </param>
    /// <param name="methods">The methods, in the order of the dispatcher's indices.</param>
    /// <param name="createProxy">Makes a proxy over an invoker; <c>null</c> in a worker that serves a contract of another assembly.</param>
    /// <exception cref="NotSupportedException">The generated code needs a newer runtime.</exception>
    public WorkerDescriptor(
        int abiVersion,
        string contractName,
        string displayName,
        string? workerAssembly,
        ReadOnlySpan<MethodDescriptor> methods,
        Func<RemoteInvoker, object>? createProxy)
    {
        if (abiVersion > AbiVersion)
        {
            throw new NotSupportedException(
                $"The contract '{contractName}' was generated for OutProc ABI {abiVersion}, but this runtime knows ABI {AbiVersion}. " +
                "Reference the same or a newer OutProc package in the application.");
        }

        ContractName = contractName;
        DisplayName = displayName;
        WorkerAssembly = workerAssembly;
        MethodTable = methods.ToArray();
        _createProxy = createProxy;
    }

    /// <summary>The metadata name of the contract interface, with namespace.</summary>
    public string ContractName { get; }

    /// <summary>The short name for logs, messages and process listings.</summary>
    public string DisplayName { get; }

    /// <summary>The simple name of the assembly that declares the worker class, or <c>null</c> for a contract that does not know it.</summary>
    public string? WorkerAssembly { get; }

    /// <summary>The methods of the contract, in the order of the dispatcher's indices.</summary>
    public ReadOnlySpan<MethodDescriptor> Methods => MethodTable;

    internal MethodDescriptor[] MethodTable { get; }

    internal object CreateProxy(RemoteInvoker invoker) => _createProxy is { } create
        ? create(invoker)
        : throw new InvalidOperationException($"This is the worker's half of the contract {ContractName}; the proxy belongs to the contract's assembly.");
}
