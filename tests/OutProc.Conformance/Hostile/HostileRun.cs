using System.Globalization;
using OutProc.Conformance.Running;
using OutProc.Conformance.Vectors;

namespace OutProc.Conformance.Hostile;

/// <summary>
/// Shows what becomes of inputs that end a process with the real library or take hundreds of megabytes there, under the limits that
/// applications get by default.
/// </summary>
internal sealed class HostileRun(Progress progress)
{
    private const long MuchMemory = 16 << 20;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    private const string Chain = "public class Chain { public Chain? Next; }";
    private const string Tree = "public class Tree { public Tree[]? Kids; }";

    /// <returns>Whether every input ended in <c>PayloadException</c>.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<Vector> vectors)
    {
        string folder = Directory.CreateTempSubdirectory("outproc-hostile-").FullName;
        try
        {
            return await RunAsync(vectors, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> RunAsync(IReadOnlyList<Vector> vectors, string folder)
    {
        progress.Say("compiling");
        var plan = new Plan(Own().Concat(vectors.Where(IsDeadly)));
        foreach ((Unit unit, int index) in plan.Units.Select((unit, index) => (unit, index)))
        {
            unit.Compile(folder, index);
        }

        using var child = new Child(s_timeout);
        progress.Clear();
        Console.WriteLine($"{"input",-46} {"bytes",9}  {"real library",-13} {"here",-17} {"ms",8} {"allocated",10}");
        bool isSound = true;
        foreach (Entry entry in plan.Entries)
        {
            Vector vector = entry.Vector;
            string real = vector.Real is null ? "" : vector.Real.Outcome == "crash" ? "process dies" : $"{vector.Real.AllocatedBytes >> 20} MB";
            if (entry.Refusal is not null)
            {
                Console.WriteLine($"{vector,-46} {vector.Bytes.Length,9}  {real,-13} does not compile: its type is refused");
                continue;
            }

            ChildReply reply = entry.CompileError is { } error
                ? new ChildReply { Outcome = "failed", Message = error }
                : await child.AskAsync(new ChildRequest
                {
                    Op = "read",
                    Assembly = entry.Unit!.Path,
                    Codec = entry.Codec!,
                    Input = vector.Bytes,
                    Measure = true,
                    MaxDepth = 64,
                });
            bool isRefused = reply.Outcome == "refused";
            isSound &= isRefused;
            string here = isRefused ? "PayloadException" : reply.Outcome;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{vector,-46} {vector.Bytes.Length,9}  {real,-13} {here,-17} {reply.Milliseconds,8:0.000} {reply.Allocated,10}"));
            if (!isRefused)
            {
                Console.WriteLine($"    {reply.Message}");
            }
        }

        return isSound;
    }

    private static IEnumerable<Vector> Own()
    {
        yield return Make("10,000 levels of objects", "Chain", Chain, new("01", 10_000), new("ff", 1));
        yield return Make("10,000 levels of arrays", "Tree", Tree, new("0101000000", 10_000), new("ff", 1));
        foreach (string type in new[] { "int[]", "string[]", "List<string>", "Dictionary<int, string>", "HashSet<int>", "int[,]" })
        {
            string header = type == "int[,]" ? "03ffffff7f01000000ffffff7f" : "ffffff7f";
            yield return Make($"{type} of int.MaxValue elements", type, "", new(header, 1), new("00", 16));
        }

        yield return Make("string of int.MaxValue characters", "string", "", new("ffffff7f", 1), new("00", 16));
    }

    private static bool IsDeadly(Vector vector)
        => vector is { Kind: "malformed", RequireOurs: "error", HasBytes: true, Real: { } real }
            && (real.Outcome == "crash" || real.AllocatedBytes > MuchMemory);

    private static Vector Make(string name, string type, string declaration, params Vector.Segment[] segments) => new()
    {
        Kind = "malformed",
        Name = name,
        CsharpType = type,
        TypeDeclaration = declaration,
        Segments = segments,
        RequireOurs = "error",
    };
}
