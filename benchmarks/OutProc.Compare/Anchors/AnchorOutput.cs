using System.Text.Json;

namespace OutProc.Compare.Anchors;

/// <summary>The figures a program has printed, by the name of the metric.</summary>
internal sealed class AnchorOutput
{
    private readonly List<AnchorLine> _lines = [];

    private AnchorOutput()
    {
    }

    /// <exception cref="AnchorException">The text is not what these programs print.</exception>
    public static AnchorOutput Parse(string text)
    {
        AnchorOutput output = new();
        try
        {
            foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                output._lines.Add(JsonSerializer.Deserialize(line, AnchorJson.Default.AnchorLine)!);
            }
        }
        catch (JsonException exception)
        {
            throw new AnchorException($"not a line of figures: {exception.Message}");
        }

        return output;
    }

    /// <exception cref="AnchorException">There is no such figure.</exception>
    public double this[string metric] =>
        Find(line => line.Metric == metric) ?? throw new AnchorException($"the program printed no '{metric}'");

    /// <exception cref="AnchorException">There is no such figure.</exception>
    public double this[string variant, string metric] =>
        Find(line => line.Variant == variant && line.Metric == metric)
        ?? throw new AnchorException($"the program printed no '{metric}' of '{variant}'");

    private double? Find(Predicate<AnchorLine> predicate) => _lines.Find(predicate)?.Median;
}
