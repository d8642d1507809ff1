using System.Globalization;

namespace AssemblyScan.CommandLine;

/// <summary>Turns arguments into options.</summary>
internal static class CommandLineParser
{
    /// <summary>More processes than this are a mistake of typing on any machine a folder is scanned on.</summary>
    private const int MaxWorkers = 256;

    public const string Help =
        """
        Scans .NET assemblies in worker processes: types, methods, IL bytes, P/Invokes.

        Usage: AssemblyScan [PATH] [options]

          PATH               a folder (every .dll and .exe below it) or one file;
                             default: the shared frameworks and the SDK of the .NET that runs this
          --workers N        worker processes, 1 to 256; default: one per processor
          --in-process       scan in this process, one file after the other, without OutProc
          --json FILE        write the report to FILE
          --kill-one         kill a worker midway; its call runs again on another
          --with-bad-files   add a truncated file and one that overflows the stack of its scanner
          --strict           exit with 2 if a file could not be scanned
          --verbose          write the log of the host and the workers to standard error
          --help             show this

        Exit codes: 0 done, 1 wrong usage or no worker could start, 2 failed files with --strict, 130 Ctrl-C.
        """;

    /// <exception cref="UsageException">An argument is unknown, incomplete or out of range, or two of them exclude each other.</exception>
    public static ScanOptions Parse(IReadOnlyList<string> args)
    {
        ScanOptions options = new();
        bool workersGiven = false;
        for (int i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--workers":
                    options = options with { Workers = ParseWorkers(Value(args, ref i)) };
                    workersGiven = true;
                    break;
                case "--json":
                    options = options with { JsonFile = ParseJsonFile(Value(args, ref i)) };
                    break;
                case string option when option.StartsWith('-'):
                    options = WithSwitch(options, option);
                    break;
                case string path:
                    options = options.Path is null && path.Length > 0
                        ? options with { Path = path }
                        : throw new UsageException($"Only one folder or file can be scanned; '{path}' is one too many.");
                    break;
            }
        }

        RejectContradictions(options, workersGiven);
        return options;
    }

    private static ScanOptions WithSwitch(ScanOptions options, string option) => option switch
    {
        "--in-process" => options with { InProcess = true },
        "--kill-one" => options with { KillOne = true },
        "--with-bad-files" => options with { WithBadFiles = true },
        "--strict" => options with { Strict = true },
        "--verbose" => options with { Verbose = true },
        "--help" or "-h" or "-?" => options with { Help = true },
        _ => throw new UsageException($"There is no option '{option}'. See --help."),
    };

    private static string Value(IReadOnlyList<string> args, ref int i)
    {
        string option = args[i++];
        bool given = i < args.Count && args[i].Length > 0 && !args[i].StartsWith("--", StringComparison.Ordinal);
        return given ? args[i] : throw new UsageException($"{option} needs a value. See --help.");
    }

    private static int ParseWorkers(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int workers) && workers is >= 1 and <= MaxWorkers
            ? workers
            : throw new UsageException($"--workers must be a number from 1 to {MaxWorkers}, not '{text}'.");

    private static string ParseJsonFile(string text)
    {
        string path = Path.GetFullPath(text);
        if (Directory.Exists(path))
        {
            throw new UsageException($"--json needs a file, and '{text}' is a folder.");
        }

        // Now, not after minutes of scanning.
        return Directory.Exists(Path.GetDirectoryName(path))
            ? path
            : throw new UsageException($"The folder of --json '{text}' does not exist.");
    }

    private static void RejectContradictions(ScanOptions options, bool workersGiven)
    {
        if (!options.InProcess || options.Help)
        {
            return;
        }

        if (options.WithBadFiles)
        {
            throw new UsageException(
                "--with-bad-files cannot be combined with --in-process: one of the files would end this very process.");
        }

        if (workersGiven || options.KillOne)
        {
            string option = options.KillOne ? "--kill-one" : "--workers";
            throw new UsageException($"{option} cannot be combined with --in-process: there are no workers.");
        }
    }
}
