using System.Globalization;

namespace OutProc.Compare.CommandLine;

/// <summary>Turns arguments into options.</summary>
internal static class CommandLineParser
{
    private const int MaxMilliseconds = 60_000;

    public const string Help =
        """
        Compares OutProc with C programs and Python's multiprocessing, in turn, in one run.

        Usage: OutProc.Compare [quick|full] [options]

          quick            under a minute: short measurements, no rows beside the main ones (default)
          full             all rows at full length
          --only PATTERN   only comparisons whose name matches, * for anything: 'await*'
          --json FILE      write the JSON lines to FILE too
          --chart FILE     draw the comparisons into FILE, as SVG
          --ms N           length of one measurement, 1 to 60000; default: 50 quick, 200 full
          --list           name the comparisons
          --help           show this

        Exit codes: 0 done, 1 a comparison failed, 2 wrong usage.
        """;

    /// <exception cref="UsageException">An argument is unknown, incomplete or out of range.</exception>
    public static CompareOptions Parse(IReadOnlyList<string> args)
    {
        CompareOptions options = new();
        int first = 0;
        if (args is ["quick" or "full", ..])
        {
            options = options with { Full = args[0] == "full" };
            first = 1;
        }

        for (int i = first; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--only" => options with { Only = Value(args, ref i) },
                "--json" => options with { JsonFile = ParseFile("--json", Value(args, ref i)) },
                "--chart" => options with { ChartFile = ParseFile("--chart", Value(args, ref i)) },
                "--ms" => options with { Duration = ParseDuration(Value(args, ref i)) },
                "--list" => options with { List = true },
                "--help" or "-h" => options with { Help = true },
                string unknown => throw new UsageException($"There is no argument '{unknown}'."),
            };
        }

        return options;
    }

    private static string Value(IReadOnlyList<string> args, ref int i)
    {
        string option = args[i++];
        bool given = i < args.Count && args[i].Length > 0 && !args[i].StartsWith("--", StringComparison.Ordinal);
        return given ? args[i] : throw new UsageException($"{option} needs a value.");
    }

    private static TimeSpan ParseDuration(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
        && milliseconds is >= 1 and <= MaxMilliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new UsageException($"--ms must be a number from 1 to {MaxMilliseconds}, not '{text}'.");

    private static string ParseFile(string option, string text)
    {
        string path = Path.GetFullPath(text);

        // Now, not after minutes of measuring.
        return Directory.Exists(Path.GetDirectoryName(path)) && !Directory.Exists(path)
            ? path
            : throw new UsageException($"{option} needs a file in a folder that exists, not '{text}'.");
    }
}
