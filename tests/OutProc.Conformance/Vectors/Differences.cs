using System.Text.Json;
using System.Text.Json.Serialization;

namespace OutProc.Conformance.Vectors;

/// <summary>The deliberate differences, from <c>Vectors/differences.json</c>.</summary>
internal sealed class Differences
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private readonly List<Difference> _all = JsonSerializer.Deserialize<List<Difference>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "differences.json")), s_json)!;

    public IReadOnlyList<Difference> All => _all;

    /// <summary>The difference that says so of this entry, or <c>null</c>.</summary>
    public Difference? Find(Vector vector, Deviation deviation) => _all.Find(difference => difference.Covers(vector, deviation));
}
