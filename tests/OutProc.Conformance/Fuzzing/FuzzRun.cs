using System.Globalization;
using System.Text.Json;
using OutProc.Conformance.Running;
using OutProc.Conformance.Vectors;

namespace OutProc.Conformance.Fuzzing;

/// <summary>
/// Feeds mutated payloads to readers in child processes. Nothing but a value or a <c>PayloadException</c> may come of it.
/// </summary>
internal sealed class FuzzRun(Progress progress)
{
    private const int BatchSize = 2500;
    private const int MaxDepth = 1000;
    private const int MaxPrinted = 20;

    /// <summary>A batch takes about a second on a machine at rest.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(2);

    private readonly FuzzTotals _totals = new();
    private readonly List<string> _crashes = [];

    public async Task<bool> RunAsync(IReadOnlyList<Vector> vectors, long inputs, ulong seed)
    {
        string folder = Directory.CreateTempSubdirectory("outproc-fuzz-").FullName;
        try
        {
            await RunAsync(vectors, inputs, seed, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        progress.Clear();
        return Print(inputs, seed);
    }

    private async Task RunAsync(IReadOnlyList<Vector> vectors, long inputs, ulong seed, string folder)
    {
        progress.Say("compiling");
        var plan = new Plan(vectors.Where(vector => vector.Kind == "golden" && vector.HasBytes));
        Unit unit = plan.Units.First();
        unit.Compile(folder, 0);
        List<CorpusEntry> corpus =
        [
            .. plan.Entries
                .Where(entry => entry.Unit == unit && entry.CompileError is null && entry.Refusal is null)
                .Select(entry => new CorpusEntry(
                    entry.Vector.ToString(), entry.Codec!, Convert.FromHexString(entry.Vector.OursHex ?? entry.Vector.Hex!))),
        ];
        string corpusPath = Path.Combine(folder, "corpus.json");
        string marker = Path.Combine(folder, "marker");
        await File.WriteAllTextAsync(corpusPath, JsonSerializer.Serialize(corpus));
        Console.WriteLine($"{corpus.Count} payloads of {corpus.Select(entry => entry.Codec).Distinct().Count()} types");

        var mutator = new Mutator(corpus, seed);
        using var child = new Child(s_timeout);
        for (long first = 0; first < inputs;)
        {
            progress.Say($"{first} of {inputs}");
            int count = (int)Math.Min(BatchSize, inputs - first);
            ChildReply reply = await child.AskAsync(new ChildRequest
            {
                Op = "fuzz",
                Assembly = unit.Path,
                MaxDepth = MaxDepth,
                Fuzz = new FuzzBatch(corpusPath, marker, seed, first, count),
            });
            if (reply.FuzzTotals is { } totals)
            {
                _totals.Add(totals);
                first += count;
                continue;
            }

            // The totals of the batch up to here are lost with the process; its inputs are counted.
            long number = BitConverter.ToInt64(await File.ReadAllBytesAsync(marker));
            (CorpusEntry entry, byte[] input) = mutator.Make(number);
            _crashes.Add($"input {number} ({entry.Name}): {reply.Message}\n  {Convert.ToHexStringLower(input)}");
            _totals.Inputs += number + 1 - first;
            first = number + 1;
        }
    }

    private bool Print(long inputs, ulong seed)
    {
        foreach (string failure in _crashes.Concat(_totals.Failures).Take(MaxPrinted))
        {
            Console.WriteLine($"FAILED {failure}");
        }

        string types = _totals.Exceptions.Count == 0
            ? ""
            : $" ({string.Join(", ", _totals.Exceptions.Select(pair => $"{pair.Key} {Number(pair.Value)}"))})";
        Console.WriteLine(
            $"""
            inputs                       {Number(_totals.Inputs)} of {Number(inputs)}, seed {seed}
            crashes                      {_crashes.Count}
            exception types              {_totals.Exceptions.Count}{types}
            read as a value              {Number(_totals.Accepted)}
            other failures               {Number(_totals.FailureCount)}
            largest allocation           {Number(_totals.LargestAllocation)} bytes, for an input of {Number(_totals.LargestAllocationInput)}
            largest per input byte       {Decimal(_totals.LargestPerByte)}, among inputs of 256 bytes and more
            largest share of the limit   {Decimal(100 * _totals.LargestShareOfLimit)} % of 64 KiB or 16 times the input
            """);
        return _crashes.Count == 0 && _totals.FailureCount == 0 && _totals.Exceptions.Count <= 1 && _totals.Inputs == inputs;
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Decimal(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
