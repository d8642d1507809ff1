using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>A method of a contract interface.</summary>
internal sealed record SignatureModel
{
    /// <summary>The name as code.</summary>
    public required string Name { get; init; }

    /// <summary>The return type as code.</summary>
    public required string ReturnType { get; init; }

    /// <summary>The parameters before the token.</summary>
    public required EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>The name of the trailing token, or <c>null</c> when the contract's author wrote the method without one.</summary>
    public required string? TokenName { get; init; }

    /// <summary>Whether the method returns <c>Task</c> rather than <c>ValueTask</c>.</summary>
    public bool ReturnsTask { get; init; }

    /// <summary>The interface that declares the method, with <c>global::</c>, when the contract inherits it; else <c>null</c>.</summary>
    public string? DeclaringType { get; init; }

    /// <summary>The lines of the documentation comment.</summary>
    public required EquatableArray<string> Documentation { get; init; }

    /// <summary>The attributes carried over from the method, as code.</summary>
    public required EquatableArray<string> Attributes { get; init; }
}
