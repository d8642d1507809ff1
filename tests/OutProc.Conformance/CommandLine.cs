using System.Diagnostics;
using System.Globalization;
using OutProc.Conformance.Fuzzing;
using OutProc.Conformance.Hostile;
using OutProc.Conformance.Running;
using OutProc.Conformance.Vectors;

namespace OutProc.Conformance;

/// <summary>What the user asked for.</summary>
internal sealed class CommandLine
{
    private const string Usage =
        """
        Usage: OutProc.Conformance [FILE.json] [--filter TEXT] [--kind KIND,...]
               OutProc.Conformance fuzz [FILE.json] [--inputs N] [--seed S]
               OutProc.Conformance hostile [FILE.json]
          FILE.json        vectors of the real library; the copy of the tests if not given
          --filter TEXT    only entries whose name or type contains TEXT
          --kind KIND,...  only entries of these kinds
          fuzz             mutates the payloads of the vectors and reads them
          --inputs N       how many inputs: 50,000 if not given, 10,000,000 with OUTPROC_NIGHTLY=1
          --seed S         makes other inputs
          hostile          shows what becomes of inputs that end a process with the real library
        Exit code: 0 all well, 1 an entry failed, 2 the command line or the file cannot be used.
        """;

    private string _path = VectorFile.DefaultPath;
    private string _mode = "run";
    private long _inputs = Environment.GetEnvironmentVariable("OUTPROC_NIGHTLY") == "1" ? 10_000_000 : 50_000;
    private ulong _seed = 1;
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
                case "--inputs":
                    line._inputs = Number<long>(args, ref i);
                    break;
                case "--seed":
                    line._seed = Number<ulong>(args, ref i);
                    break;
                case "fuzz" or "hostile" when i == 0:
                    line._mode = args[i];
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
        bool isSound = _mode switch
        {
            "fuzz" => await new FuzzRun(new Progress()).RunAsync(vectors, _inputs, _seed),
            "hostile" => await new HostileRun(new Progress()).RunAsync(vectors),
            _ => await ConformanceAsync(vectors),
        };
        Console.WriteLine(FormattableString.Invariant($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        return isSound ? 0 : 1;
    }

    private async Task<bool> ConformanceAsync(IReadOnlyList<Vector> vectors)
    {
        int all = vectors.Count;
        vectors = [.. vectors.Where(IsWanted)];
        Console.WriteLine($"{_path}: {all} entries{(IsWhole ? "" : $", {vectors.Count} of them wanted")}");
        IReadOnlyList<EntryResult> results = await new ConformanceRun(new Progress()).RunAsync(vectors);
        return new Report(Console.Out).Print(results, IsWhole);
    }

    private bool IsWanted(Vector vector)
        => (_kinds is null || _kinds.Contains(vector.Kind))
            && (_filter is null || vector.Name.Contains(_filter, StringComparison.OrdinalIgnoreCase)
                || (vector.CsharpType?.Contains(_filter, StringComparison.OrdinalIgnoreCase) ?? false));

    private static T Number<T>(string[] args, ref int index)
        where T : struct, System.Numerics.INumber<T>
    {
        string text = Value(args, ref index);
        return T.TryParse(text.Replace(",", ""), NumberStyles.None, CultureInfo.InvariantCulture, out T number)
            ? number
            : throw new InvalidInputException($"'{text}' is not a number.\n{Usage}");
    }

    private static string Value(string[] args, ref int index)
        => ++index < args.Length ? args[index] : throw new InvalidInputException($"{args[index - 1]} needs a value.\n{Usage}");
}
