namespace SharedLog;

/// <summary>What stands in a log file, compared with what should.</summary>
/// <param name="Broken">Lines that are not whole.</param>
/// <param name="Missing">Lines that are not there.</param>
/// <param name="Repeated">Lines that are there again.</param>
internal sealed record LogCheck(int Broken, int Missing, int Repeated)
{
    public bool IsSound => this is { Broken: 0, Missing: 0, Repeated: 0 };

    public static LogCheck Of(string path, int writers, int lines)
    {
        var seen = new bool[writers, lines];
        int broken = 0;
        int repeated = 0;
        int found = 0;
        foreach (string text in File.ReadLines(path))
        {
            if (!LogLine.TryParse(text, out LogLine line) || line.Writer >= writers || line.Number >= lines)
            {
                broken++;
            }
            else if (seen[line.Writer, line.Number])
            {
                repeated++;
            }
            else
            {
                seen[line.Writer, line.Number] = true;
                found++;
            }
        }

        return new LogCheck(broken, (writers * lines) - found, repeated);
    }
}
