using OutProc.Conformance.Vectors;

namespace OutProc.Conformance.Running;

/// <summary>Compiles everything in a file of vectors, runs every entry in a child process and gathers the results.</summary>
internal sealed class ConformanceRun
{
    /// <summary>One entry takes milliseconds; a loaded machine may need longer, and a hang never ends.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    private readonly Differences _differences = new();
    private readonly Progress _progress;

    public ConformanceRun(Progress progress) => _progress = progress;

    public async Task<IReadOnlyList<EntryResult>> RunAsync(IReadOnlyList<Vector> vectors)
    {
        string folder = Directory.CreateTempSubdirectory("outproc-conformance-").FullName;
        try
        {
            return await RunAsync(vectors, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<IReadOnlyList<EntryResult>> RunAsync(IReadOnlyList<Vector> vectors, string folder)
    {
        _progress.Say("compiling");
        Vector[] compiled = [.. vectors.Where(vector => vector.IsVerdict)];
        Task<Dictionary<Vector, EntryResult>> verdicts = Task.Run(() => VerdictCompiler.Judge(compiled, _differences));
        var plan = new Plan(vectors);
        int index = 0;
        foreach (Unit unit in plan.Units)
        {
            unit.Compile(folder, index++);
        }

        using var child = new Child(s_timeout);
        var runner = new EntryRunner(child, _differences);
        var results = new List<EntryResult>();
        foreach (Entry entry in plan.Entries)
        {
            _progress.Say($"{results.Count} of {vectors.Count}");
            results.Add(entry.Vector switch
            {
                { IsVerdict: true } => (await verdicts)[entry.Vector],
                { Kind: "varint" } => VarInts.Write(entry.Vector, _differences),
                { CsharpType: { } type } when VarInts.IsReader(type) => VarInts.Read(entry.Vector),
                _ => await runner.RunAsync(entry),
            });
        }

        _progress.Clear();
        return results;
    }
}
