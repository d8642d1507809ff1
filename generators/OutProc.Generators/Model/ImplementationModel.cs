using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>Everything behind a sound contract: proxy, dispatcher, payloads, registration.</summary>
internal sealed record ImplementationModel
{
    /// <summary>The name of the emitted file.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace of the contract as code, or <c>null</c> for the global one.</summary>
    public required string? Namespace { get; init; }

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

    /// <summary>The simple name of the worker class; the emitted types are named after it.</summary>
    public required string WorkerName { get; init; }

    /// <summary>The worker class with <c>global::</c>.</summary>
    public required string WorkerType { get; init; }

    /// <summary>The simple name of the worker's assembly.</summary>
    public required string WorkerAssembly { get; init; }

    /// <summary>The member of <c>WorkerConcurrency</c>.</summary>
    public required string Concurrency { get; init; }

    /// <summary>How the instance is created.</summary>
    public required ActivationModel Activation { get; init; }

    /// <summary>The methods, in the order of their indices.</summary>
    public required EquatableArray<MethodModel> Methods { get; init; }

    /// <summary>The formatters that the methods' types need.</summary>
    public required EquatableArray<FormatterShape> Formatters { get; init; }

    /// <summary>Ids of diagnostics that attributes of the user's members would raise in emitted code.</summary>
    public required EquatableArray<string> SuppressedIds { get; init; }
}
