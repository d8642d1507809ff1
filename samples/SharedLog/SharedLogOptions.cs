using System.Globalization;

namespace SharedLog;

/// <summary>What the user asked for.</summary>
internal sealed record SharedLogOptions
{
    public const string Help =
        """
        Appends to one log file from many worker processes, under a lock that they share: first one they inherit, then one they get as an argument.

        Usage: SharedLog [options]

          --workers N      worker processes, 1 to 64; default: 8
          --lines N        lines that each of them writes in each round, 1 to 1000000; default: 2500
          --kill-holder    kill the process that holds the lock, five times in each round
          --file FILE      the log file, which is written anew; default: SharedLog.log in the temporary folder
          --help           show this

        Exit codes: 0 every line is whole and there once, 1 wrong usage or no worker could start, 2 it is not, 130 Ctrl-C.
        """;

    public int Workers { get; init; } = 8;

    public int Lines { get; init; } = 2500;

    public bool KillHolder { get; init; }

    public string File { get; init; } = Path.Combine(Path.GetTempPath(), "SharedLog.log");

    public bool ShowHelp { get; init; }

    /// <exception cref="UsageException">An argument is unknown, incomplete or out of range.</exception>
    public static SharedLogOptions Parse(IReadOnlyList<string> args)
    {
        SharedLogOptions options = new();
        for (int i = 0; i < args.Count; i++)
        {
            options = args[i] switch
            {
                "--workers" => options with { Workers = Number(args, ref i, max: 64) },
                "--lines" => options with { Lines = Number(args, ref i, max: 1_000_000) },
                "--kill-holder" => options with { KillHolder = true },
                "--file" => options with { File = Path.GetFullPath(Value(args, ref i)) },
                "--help" or "-h" or "-?" => options with { ShowHelp = true },
                string other => throw new UsageException($"There is no option '{other}'. See --help."),
            };
        }

        return options;
    }

    private static int Number(IReadOnlyList<string> args, ref int i, int max)
    {
        string option = args[i];
        string text = Value(args, ref i);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= max
            ? number
            : throw new UsageException($"{option} must be a number from 1 to {max}, not '{text}'.");
    }

    private static string Value(IReadOnlyList<string> args, ref int i)
    {
        string option = args[i++];
        return i < args.Count && args[i].Length > 0 ? args[i] : throw new UsageException($"{option} needs a value. See --help.");
    }
}
