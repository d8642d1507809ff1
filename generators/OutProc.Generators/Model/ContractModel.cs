using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>The interface emitted for a worker class.</summary>
internal sealed record ContractModel
{
    /// <summary>Whether the user declared the interface, so that only its descriptor is emitted.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>The declarations of the types around a declared interface, outermost first.</summary>
    public EquatableArray<string> Containers { get; init; } = [];

    /// <summary>The name of the emitted file.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace as code, or <c>null</c> for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The simple name as code, with its type parameters.</summary>
    public required string Name { get; init; }

    /// <summary>The <c>where</c> clauses of the type parameters, or an empty string.</summary>
    public string Constraints { get; init; } = "";

    /// <summary>The name with <c>global::</c> and its type parameters.</summary>
    public required string FullName { get; init; }

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public required string Accessibility { get; init; }

    /// <summary>The lines of the documentation comment.</summary>
    public required EquatableArray<string> Documentation { get; init; }

    /// <summary>The attributes carried over from the class, as code.</summary>
    public required EquatableArray<string> Attributes { get; init; }

    /// <summary>Ids of diagnostics that carried-over attributes would raise in emitted code.</summary>
    public required EquatableArray<string> SuppressedIds { get; init; }

    /// <summary>The methods, in ordinal order.</summary>
    public required EquatableArray<SignatureModel> Methods { get; init; }

    /// <summary>Whether the project's version of C# is too old for anything but a plain interface.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Whether calls can be made.</summary>
    public required bool IsSound { get; init; }

    /// <summary>The ids of the diagnostics that keep calls from being made.</summary>
    public required EquatableArray<string> Problems { get; init; }
}
