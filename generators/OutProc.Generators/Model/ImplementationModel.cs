using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>Everything behind a sound contract: proxy, dispatcher, payloads, registration.</summary>
internal sealed record ImplementationModel
{
    /// <summary>Which side of the contract is emitted.</summary>
    public required ImplementationParts Parts { get; init; }

    /// <summary>The name of the emitted file.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace of the contract as code, or <c>null</c> for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The declarations of the types around the contract, outermost first.</summary>
    public EquatableArray<string> Containers { get; init; } = [];

    /// <summary>The namespace of the file-local types: no type of the user lives there, so their names cannot collide with one.</summary>
    public required string EmittedNamespace { get; init; }

    /// <summary>The simple name of the contract as code.</summary>
    public required string ContractName { get; init; }

    /// <summary>The name of the contract with <c>global::</c>.</summary>
    public required string ContractFullName { get; init; }

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The metadata name of the contract, with namespace.</summary>
    public required string ContractMetadataName { get; init; }

    /// <summary>What the emitted types are named after: the worker class, or the contract without its <c>I</c>.</summary>
    public required string Stem { get; init; }

    /// <summary>The short name for logs and messages, where it is not the <see cref="Stem"/>.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The worker class with <c>global::</c>; <c>null</c> on the callers' side.</summary>
    public string? WorkerType { get; init; }

    /// <summary>The type as which the dispatcher knows the worker, with <c>global::</c>; <c>null</c> on the callers' side.</summary>
    public string? InstanceType { get; init; }

    /// <summary>The simple name of the worker's assembly; <c>null</c> for a declared contract, which does not know it.</summary>
    public string? WorkerAssembly { get; init; }

    /// <summary>The member of <c>WorkerConcurrency</c>; <c>null</c> on the callers' side.</summary>
    public string? Concurrency { get; init; }

    /// <summary>How the instance is created; <c>null</c> on the callers' side.</summary>
    public ActivationModel? Activation { get; init; }

    /// <summary>The methods, in the order of their indices.</summary>
    public required EquatableArray<MethodModel> Methods { get; init; }

    /// <summary>Members of a declared contract that the proxy has although they are not remote.</summary>
    public EquatableArray<LocalMember> LocalMembers { get; init; } = [];

    /// <summary>The formatters that the methods' types need.</summary>
    public required EquatableArray<FormatterShape> Formatters { get; init; }

    /// <summary>The type parameters of a generic contract as code.</summary>
    public EquatableArray<string> TypeParameters { get; init; } = [];

    /// <summary>
    /// What is behind a generic contract, for each list of type arguments it is closed with. The generic contract itself has no methods then.
    /// </summary>
    public EquatableArray<ClosingModel> Closings { get; init; } = [];

    /// <summary>Ids of diagnostics that attributes of the user's members would raise in emitted code.</summary>
    public required EquatableArray<string> SuppressedIds { get; init; }
}
