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

    /// <summary>The name of the trailing token: <c>cancellationToken</c>, unless a parameter has that name.</summary>
    public required string TokenName { get; init; }

    /// <summary>The lines of the documentation comment.</summary>
    public required EquatableArray<string> Documentation { get; init; }

    /// <summary>The attributes carried over from the method, as code.</summary>
    public required EquatableArray<string> Attributes { get; init; }
}
