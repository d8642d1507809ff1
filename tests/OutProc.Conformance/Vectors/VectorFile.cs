using System.Text.Json;
using System.Text.Json.Serialization;

namespace OutProc.Conformance.Vectors;

/// <summary>Reads a file of vectors and says clearly what is wrong with it.</summary>
internal static class VectorFile
{
    private const long MaxBytes = 512L << 20;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The copy that the tests run against.</summary>
    public static string DefaultPath => Path.Combine(AppContext.BaseDirectory, "Vectors", "memorypack-vectors.json");

    /// <exception cref="InvalidInputException">The file cannot be read or is no list of vectors.</exception>
    public static IReadOnlyList<Vector> Load(string path)
    {
        List<Vector?> entries;
        try
        {
            using FileStream stream = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(
                stream, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            entries = Read(document.RootElement, path);
        }
        catch (JsonException e)
        {
            throw new InvalidInputException($"{path} is not valid JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path} cannot be read: {e.Message}");
        }

        for (int i = 0; i < entries.Count; i++)
        {
            if (WrongWith(entries[i]) is { } problem)
            {
                throw new InvalidInputException($"{path}: entry {i} ('{entries[i]}') {problem}.");
            }
        }

        return entries!;
    }

    private static List<Vector?> Read(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidInputException($"{path} must hold an array of vectors, not {root.ValueKind}.");
        }

        var entries = new List<Vector?>();
        foreach (JsonElement element in root.EnumerateArray())
        {
            try
            {
                entries.Add(element.Deserialize<Vector>(s_json));
            }
            catch (JsonException e)
            {
                throw new InvalidInputException($"{path}: entry {entries.Count} is not a vector: {e.Message}");
            }
        }

        return entries;
    }

    private static string? WrongWith(Vector? vector)
    {
        if (vector is null || vector.Kind.Length == 0)
        {
            return "has no kind";
        }

        foreach ((string name, string? hex) in new[]
        {
            ("hex", vector.Hex), ("oursHex", vector.OursHex), ("rehex", vector.Rehex), ("paddingMask", vector.PaddingMask),
        })
        {
            if (hex is not null && !IsHex(hex))
            {
                return $"has a {name} that is not hexadecimal";
            }
        }

        if (vector.Segments is { } segments)
        {
            if (segments.Any(segment => segment?.Hex is null || !IsHex(segment.Hex) || segment.Repeat < 0))
            {
                return "has a segment without hexadecimal bytes or with a negative repeat";
            }

            if (segments.Sum(segment => (long)segment.Repeat * segment.Hex.Length / 2) > MaxBytes)
            {
                return $"has more than {MaxBytes} bytes";
            }
        }

        return vector.Kind switch
        {
            "golden" or "varint" when vector.Hex is null => "has no hex",
            "golden" or "varint" or "cross" when vector.ValueDescription is null => "has no valueDescription",
            "golden" or "varint" or "accept" or "reject" or "cross" or "malformed" when vector.CsharpType is null => "has no csharpType",
            "compile" when vector.TypeDeclaration is null => "has no typeDeclaration",
            "compile" when vector.Accepted is null => "does not say whether it is accepted",
            "malformed" when vector.RequireOurs is not ("error" or "accept" or "either")
                => "must have a requireOurs of error, accept or either",
            _ => null,
        };
    }

    private static bool IsHex(string text) => text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit);
}
