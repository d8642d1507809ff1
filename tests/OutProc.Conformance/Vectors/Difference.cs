using System.Text.RegularExpressions;

namespace OutProc.Conformance.Vectors;

/// <summary>One deliberate difference to the real library: which entries it covers, what happens instead, and why.</summary>
internal sealed record Difference
{
    public required string Id { get; init; }

    /// <summary>The kinds of entries it covers.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Each must match the entry: regular expressions by the name of the entry's field.</summary>
    public IReadOnlyDictionary<string, string> When { get; init; } = new Dictionary<string, string>();

    /// <summary>What happens here.</summary>
    public required Deviation Ours { get; init; }

    public required string Reason { get; init; }

    public bool Covers(Vector vector, Deviation deviation) => Ours == deviation && Covers(vector);

    private bool Covers(Vector vector)
        => Kinds.Contains(vector.Kind) && When.All(pair => Regex.IsMatch(Field(vector, pair.Key), pair.Value));

    private static string Field(Vector vector, string name) => name switch
    {
        "name" => vector.Name,
        "csharpType" => vector.CsharpType ?? "",
        "typeDeclaration" => vector.TypeDeclaration ?? "",
        "valueDescription" => vector.ValueDescription ?? "",
        "diagnostics" => string.Join(' ', vector.Diagnostics ?? []),
        "compilerErrors" => string.Join(' ', vector.CompilerErrors ?? []),
        "errorText" => vector.ErrorText ?? "",
        "readInto" => vector.ReadInto ?? "",
        "hasBytes" => vector.HasBytes.ToString(),
        "upstreamBug" => vector.UpstreamBug.ToString(),
        _ => throw new InvalidInputException($"A deliberate difference names the field '{name}', which vectors do not have."),
    };
}
