using System.Globalization;

namespace OutProc.Chaos;

/// <summary>Reads the arguments.</summary>
internal static class CommandLine
{
    public const string Usage =
        """
        Calls workers while an adversary kills, stops, floods and corrupts them, and accounts for every call.

          --minutes N   how long, in minutes (default: 30 seconds)
          --seconds N   how long, in seconds
          --seed S      where the random numbers begin (default: 1)
          --workers N   workers of each of the three pools (default: 2)
          --callers N   callers of each pool (default: 6)
          --locks N     instead of calls: kill N workers (10000 for a night) that fight over one lock, at any step of taking, holding and giving it back

        Exit code 0: every call ended once, in time, with its own result, and nothing is left. 1: not so. 2: invalid arguments.
        """;

    public static ChaosOptions Parse(string[] args)
    {
        var options = new ChaosOptions(TimeSpan.FromSeconds(30), Seed: 1, Workers: 2, Callers: 6, LockKills: 0, Help: false);
        for (int i = 0; i < args.Length; i++)
        {
            options = args[i] switch
            {
                "--minutes" => options with { Duration = TimeSpan.FromMinutes(Number(args, ref i, 1, 10_000)) },
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(Number(args, ref i, 1, 600_000)) },
                "--seed" => options with { Seed = Number(args, ref i, int.MinValue, int.MaxValue) },
                "--workers" => options with { Workers = Number(args, ref i, 1, 64) },
                "--callers" => options with { Callers = Number(args, ref i, 1, 256) },
                "--locks" => options with { LockKills = Number(args, ref i, 1, 10_000_000) },
                "--help" or "-h" => options with { Help = true },
                _ => throw new UsageException($"unknown argument '{args[i]}'"),
            };
        }

        return options;
    }

    private static int Number(string[] args, ref int i, int min, int max)
    {
        string name = args[i];
        if (++i == args.Length)
        {
            throw new UsageException($"{name} needs a number");
        }

        bool isNumber = int.TryParse(args[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number);
        return isNumber && number >= min && number <= max
            ? number
            : throw new UsageException($"{name} takes a number from {min} to {max}, not '{args[i]}'");
    }
}
