using System.Diagnostics;
using OutProc.Conformance.Running;
using OutProc.Conformance.Vectors;

namespace OutProc.Conformance;

/// <summary>What the user asked for.</summary>
internal sealed class CommandLine
{
    private const string Usage =
        """
        Usage: OutProc.Conformance [FILE.json] [--filter TEXT] [--kind KIND,...]
          FILE.json        vectors of the real library; the copy of the tests if not given
          --filter TEXT    only entries whose name or type contains TEXT
          --kind KIND,...  only entries of these kinds
        Exit code: 0 all well, 1 an entry failed, 2 the command line or the file cannot be used.
        """;

    private string _path = VectorFile.DefaultPath;
    private string? _filter;
    private string[]? _kinds;

    private bool IsWhole => _filter is null && _kinds is null;

    public static CommandLine Parse(string[] args)
    {
        var line = new CommandLine();
        bool hasPath = false;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--filter":
                    line._filter = Value(args, ref i);
                    break;
                case "--kind":
                    line._kinds = Value(args, ref i).Split(',');
                    break;
                case { } option when option.StartsWith('-') || hasPath:
                    throw new InvalidInputException($"'{option}' is not understood.\n{Usage}");
                default:
                    line._path = args[i];
                    hasPath = true;
                    break;
            }
        }

        return line;
    }

    public async Task<int> RunAsync()
    {
        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<Vector> vectors = VectorFile.Load(_path);
        int all = vectors.Count;
        vectors = [.. vectors.Where(IsWanted)];
        Console.WriteLine($"{_path}: {all} entries{(IsWhole ? "" : $", {vectors.Count} of them wanted")}");
        IReadOnlyList<EntryResult> results = await new ConformanceRun(new Progress()).RunAsync(vectors);
        bool isSound = new Report(Console.Out).Print(results, IsWhole);
        Console.WriteLine(FormattableString.Invariant($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        return isSound ? 0 : 1;
    }

    private bool IsWanted(Vector vector)
        => (_kinds is null || _kinds.Contains(vector.Kind))
            && (_filter is null || vector.Name.Contains(_filter, StringComparison.OrdinalIgnoreCase)
                || (vector.CsharpType?.Contains(_filter, StringComparison.OrdinalIgnoreCase) ?? false));

    private static string Value(string[] args, ref int index)
        => ++index < args.Length ? args[index] : throw new InvalidInputException($"{args[index - 1]} needs a value.\n{Usage}");
}
