using System.Globalization;

namespace SharedLog;

/// <summary>One line of the log: who wrote it, which of its lines it is, and a tail that shows whether it is whole.</summary>
/// <param name="Writer">The writer, from 0.</param>
/// <param name="Number">The number among the writer's lines, from 0.</param>
internal readonly record struct LogLine(int Writer, int Number)
{
    private const string Prefix = "request ";
    private const string Tail = " done";

    /// <summary>The text, without the line's end.</summary>
    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Writer}/{Number} cost {(Writer * 7919) + (Number * 31)} ms{Tail}");

    /// <summary>Reads a line back; only one that is whole and unchanged is one.</summary>
    public static bool TryParse(string text, out LogLine line)
    {
        line = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        int end = slash < 0 ? -1 : text.IndexOf(' ', slash);
        if (end < 0 || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || !int.TryParse(text.AsSpan(Prefix.Length, slash - Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int writer)
            || !int.TryParse(text.AsSpan(slash + 1, end - slash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return false;
        }

        line = new LogLine(writer, number);
        return line.ToString() == text;
    }
}
