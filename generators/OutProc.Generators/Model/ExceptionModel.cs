using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>How an exception type that keeps its type crosses.</summary>
internal sealed record ExceptionModel
{
    /// <summary>The name of the emitted file.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace of the emitted types.</summary>
    public required string EmittedNamespace { get; init; }

    /// <summary>What the emitted types are named after; unique in the namespace.</summary>
    public required string Stem { get; init; }

    /// <summary>The exception type with <c>global::</c>.</summary>
    public required string TypeName { get; init; }

    /// <summary>What is sent beside the message: the properties the type adds.</summary>
    public required EquatableArray<ExceptionMember> Members { get; init; }

    /// <summary>The arguments of the constructor as code.</summary>
    public required EquatableArray<string> ConstructorArguments { get; init; }

    /// <summary>The formatters that the members' types need.</summary>
    public required EquatableArray<FormatterShape> Formatters { get; init; }
}
