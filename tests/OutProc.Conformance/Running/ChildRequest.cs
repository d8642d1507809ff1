using OutProc.Conformance.Fuzzing;

namespace OutProc.Conformance.Running;

/// <summary>One thing that a child process is to do.</summary>
internal sealed record ChildRequest
{
    /// <summary><c>write</c>, <c>read</c> or <c>fuzz</c>.</summary>
    public required string Op { get; init; }

    /// <summary>The assembly with codecs and makers.</summary>
    public string Assembly { get; init; } = "";

    public string Codec { get; init; } = "";

    public string? Maker { get; init; }

    /// <summary>The bytes to read.</summary>
    public byte[] Input { get; init; } = [];

    /// <summary>Whether to write again what was read.</summary>
    public bool Rewrite { get; init; }

    /// <summary>Whether to say how much memory the reading took.</summary>
    public bool Measure { get; init; }

    public int MaxDepth { get; init; }

    public long? MaxMemoryBytes { get; init; }

    /// <summary>The inputs of a <c>fuzz</c>.</summary>
    public FuzzBatch? Fuzz { get; init; }
}
