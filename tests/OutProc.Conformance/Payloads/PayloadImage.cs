namespace OutProc.Conformance.Payloads;

/// <summary>What <see cref="PayloadCompiler"/> made of a <see cref="PayloadSource"/>, by the indices of that.</summary>
internal sealed class PayloadImage
{
    /// <summary>The compiled assembly.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Why a type cannot cross, in the words of the analyzer; <c>null</c> for those that can.</summary>
    public required IReadOnlyList<string?> Refusals { get; init; }

    /// <summary>What the compiler says of a type or the code emitted for it; <c>null</c> for those that compile.</summary>
    public required IReadOnlyList<string?> TypeErrors { get; init; }

    /// <summary>What the compiler says of a value; <c>null</c> for those that compile.</summary>
    public required IReadOnlyList<string?> ValueErrors { get; init; }

    /// <summary>What the compiler says of a declaration; <c>null</c> for those that compile.</summary>
    public required IReadOnlyList<string?> DeclarationErrors { get; init; }

    /// <summary>The classes with the codec of each type.</summary>
    public required IReadOnlyList<string> Codecs { get; init; }

    /// <summary>The classes that make the values.</summary>
    public required IReadOnlyList<string> Makers { get; init; }

    /// <summary>The names of the formatter classes.</summary>
    public required IReadOnlyList<string> FormatterNames { get; init; }

    /// <summary>The schema of each type: its name in a signature, then the layouts it leads to.</summary>
    public required IReadOnlyList<string?> Schemas { get; init; }
}
