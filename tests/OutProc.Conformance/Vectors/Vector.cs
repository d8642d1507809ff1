using System.Text.Json.Serialization;

namespace OutProc.Conformance.Vectors;

/// <summary>One entry of a file of vectors, as far as it is used here.</summary>
internal sealed record Vector
{
    private byte[]? _bytes;

    public string Kind { get; init; } = "";

    public string Name { get; init; } = "";

    public string? CsharpType { get; init; }

    public string? TypeDeclaration { get; init; }

    public string? ValueDescription { get; init; }

    public string? Encoding { get; init; }

    public string? Hex { get; init; }

    public string? OursHex { get; init; }

    public string? Rehex { get; init; }

    public string? PaddingMask { get; init; }

    public bool UpstreamBug { get; init; }

    public IReadOnlyList<Segment>? Segments { get; init; }

    public int? Consumed { get; init; }

    public string? Expected { get; init; }

    public string? Exception { get; init; }

    public string? ErrorText { get; init; }

    public string? Stage { get; init; }

    public string? WriteType { get; init; }

    public string? ReadInto { get; init; }

    public string? RequireOurs { get; init; }

    /// <summary>What the real library did with malformed input.</summary>
    public RealOutcome? Real { get; init; }

    public bool? Accepted { get; init; }

    public IReadOnlyList<string>? Diagnostics { get; init; }

    public IReadOnlyList<string>? CompilerErrors { get; init; }

    /// <summary>Whether the entry has the bytes it speaks of; a few are too long to list and are described in words.</summary>
    [JsonIgnore]
    public bool HasBytes => Hex is not null || Segments is not null;

    [JsonIgnore]
    public byte[] Bytes => _bytes ??= Segments is null ? Convert.FromHexString(Hex ?? "") : Concatenate(Segments);

    /// <summary>Whether the real library answers at compile time.</summary>
    [JsonIgnore]
    public bool IsVerdict => Kind == "compile" || (Kind == "unsupported" && Stage == "compile time");

    public override string ToString() => Name.Length > 0 ? Name : $"{CsharpType} {ValueDescription}".Trim();

    private static byte[] Concatenate(IReadOnlyList<Segment> segments)
    {
        byte[][] parts = [.. segments.Select(segment => Convert.FromHexString(segment.Hex))];
        byte[] bytes = new byte[segments.Select((segment, i) => (long)segment.Repeat * parts[i].Length).Sum()];
        int position = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            for (int repeat = 0; repeat < segments[i].Repeat; repeat++)
            {
                parts[i].CopyTo(bytes, position);
                position += parts[i].Length;
            }
        }

        return bytes;
    }

    internal sealed record RealOutcome
    {
        public string Outcome { get; init; } = "";

        public long AllocatedBytes { get; init; }
    }

    internal sealed record Segment(string Hex, int Repeat);
}
