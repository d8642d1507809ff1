using System.Diagnostics;
using System.Globalization;

namespace OutProc.Benchmarks.Payloads;

/// <summary>
/// <c>payloads [--rounds N] [--case TEXT]</c>: measures every case in turn with JSON, many short rounds of both, so that a busy machine slows
/// both alike, and prints the ratios.
/// </summary>
internal static class PayloadRatios
{
    public const string Switch = "payloads";

    private const int WarmUpRounds = 8;
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(4);

    public static bool TryRun(string[] args)
    {
        if (args is not [Switch, ..])
        {
            return false;
        }

        int rounds = Option(args, "--rounds") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 101;
        string filter = Option(args, "--case") ?? "";
        Console.WriteLine($"{rounds} rounds each. Times are those of the fastest round; the ratio is write + read to System.Text.Json,");
        Console.WriteLine("of the fastest rounds and of each round: median (10th to 90th percentile).");
        Console.WriteLine(
            $"{"case",-36} {"bytes",6} {"write ns",9} {"read ns",9} {"JSON ns",9}  {"fastest",-8} {"of each round",-24} {"target",-8} allocated");
        foreach (PayloadCase one in PayloadCase.All)
        {
            if (one.Name.Contains(filter, StringComparison.OrdinalIgnoreCase))
            {
                Measure(one, rounds);
            }
        }

        return true;
    }

    private static string? Option(string[] args, string name)
        => Array.IndexOf(args, name) is >= 0 and int index && index + 1 < args.Length ? args[index + 1] : null;

    private static void Measure(PayloadCase one, int rounds)
    {
        Action[] actions = [one.Write, one.Read, one.WriteJson, one.ReadJson];
        int[] counts = [.. actions.Select(Calibrate)];
        double[][] times = [.. actions.Select(_ => new double[rounds])];
        for (int round = -WarmUpRounds; round < rounds; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                double time = Time(actions[i], counts[i]);
                if (round >= 0)
                {
                    times[i][round] = time;
                }
            }
        }

        double[] ratios = [.. Enumerable.Range(0, rounds).Select(i => (times[0][i] + times[1][i]) / (times[2][i] + times[3][i]))];
        Array.Sort(ratios);
        double[] fastest = [.. times.Select(list => list.Min())];
        double best = (fastest[0] + fastest[1]) / (fastest[2] + fastest[3]);
        string ratio = Format($"{ratios[rounds / 2]:0.0000} ({ratios[rounds / 10]:0.000} to {ratios[rounds * 9 / 10]:0.000})");
        string target = one.Target is { } limit ? Format($"<= {limit}") : "";
        string allocated = $"write {Allocated(one.Write)} B, read {Allocated(one.Read)} B, JSON read {Allocated(one.ReadJson)} B";
        Console.WriteLine(Format($"{one,-36} {one.PayloadBytes,6} {fastest[0],9:0.0} {fastest[1],9:0.0} {fastest[2] + fastest[3],9:0.0}  ")
            + Format($"{best,-8:0.0000} {ratio,-24} {target,-8} {allocated}"));
    }

    /// <summary>How many calls fill one round, after enough of them for the compiler to be done.</summary>
    private static int Calibrate(Action action)
    {
        for (int i = 0; i < 4; i++)
        {
            long until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
            while (Stopwatch.GetTimestamp() < until)
            {
                Time(action, 50);
            }

            // The compiler works in the background, and on a busy machine only when it is let.
            Thread.Sleep(150);
        }

        double time = Enumerable.Range(0, 5).Min(_ => Time(action, 50));
        return (int)Math.Clamp(s_round.TotalNanoseconds / time, 10, 10_000_000);
    }

    private static double Time(Action action, int count)
    {
        long started = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            action();
        }

        return Stopwatch.GetElapsedTime(started).TotalNanoseconds / count;
    }

    private static long Allocated(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
