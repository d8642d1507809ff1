using OutProc.Conformance.Vectors;

namespace OutProc.Conformance.Running;

/// <summary>A vector and what was compiled for it: indices into the source of its unit.</summary>
internal sealed class Entry(Vector vector)
{
    public Vector Vector => vector;

    public Unit? Unit { get; set; }

    public List<int> Declarations { get; } = [];

    public int? Type { get; set; }

    public int? WriteType { get; set; }

    public int? Value { get; set; }

    /// <summary>What the compiler says of the entry's own text.</summary>
    public string? CompileError
        => Declarations.Select(index => Unit!.Image.DeclarationErrors[index]).FirstOrDefault(error => error is not null)
            ?? (Type is { } type ? Unit!.Image.TypeErrors[type] : null)
            ?? (WriteType is { } writeType ? Unit!.Image.TypeErrors[writeType] : null);

    /// <summary>Why one of the entry's types cannot cross.</summary>
    public string? Refusal
        => (Type is { } type ? Unit!.Image.Refusals[type] : null) ?? (WriteType is { } writeType ? Unit!.Image.Refusals[writeType] : null);

    public string? ValueError => Value is { } value ? Unit!.Image.ValueErrors[value] : null;

    public string? Codec => Type is { } type ? Unit!.Image.Codecs[type] : null;

    public string? WriteCodec => WriteType is { } type ? Unit!.Image.Codecs[type] : Codec;

    public string? Maker => Value is { } value ? Unit!.Image.Makers[value] : null;
}
