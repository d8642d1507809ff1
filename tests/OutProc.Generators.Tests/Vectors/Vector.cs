using System.Text.Json.Serialization;

namespace OutProc.Generators.Tests.Vectors;

/// <summary>One entry of <c>memorypack-vectors.json</c>, as far as these tests use it.</summary>
internal sealed record Vector
{
    public string Kind { get; init; } = "";

    public string Name { get; init; } = "";

    public string CsharpType { get; init; } = "";

    public string? TypeDeclaration { get; init; }

    public string ValueDescription { get; init; } = "";

    public string? Encoding { get; init; }

    public string? Hex { get; init; }

    /// <summary>What must be written where the real library writes something wrong.</summary>
    public string? OursHex { get; init; }

    public string? PaddingMask { get; init; }

    public string? RoundTrip { get; init; }

    public IReadOnlyList<Segment>? Segments { get; init; }

    public string? RequireOurs { get; init; }

    [JsonIgnore]
    public byte[] Bytes => Segments is null
        ? Convert.FromHexString(OursHex ?? Hex ?? "")
        : Segments.SelectMany(segment => Enumerable.Repeat(Convert.FromHexString(segment.Hex), segment.Repeat).SelectMany(bytes => bytes)).ToArray();

    public override string ToString() => $"{CsharpType} {Name}: {ValueDescription}";

    internal sealed record Segment(string Hex, int Repeat);
}
