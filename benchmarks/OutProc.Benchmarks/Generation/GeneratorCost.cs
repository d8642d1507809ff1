using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators;

namespace OutProc.Benchmarks.Generation;

/// <summary>What the generator costs in a large project: the first run, and each kind of edit after it.</summary>
/// <remarks>BenchmarkDotNet cannot count the steps of a run, and a driver keeps its state from run to run, so this measures by itself.</remarks>
internal static class GeneratorCost
{
    private const string Verb = "generator";
    private const int Runs = 5;

    private static readonly string[] s_parsing = ["Workers", "BoundWorkers", "DeclaredContracts"];
    private static readonly string[] s_models = ["Contracts", "Implementations", "Formatters"];

    public static bool TryRun(string[] args)
    {
        if (args is not [Verb])
        {
            return false;
        }

        CSharpCompilation project = GeneratedProject.Create();
        GeneratorDriver driver = NewDriver().RunGenerators(project);
        int files = driver.GetRunResult().GeneratedTrees.Length;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{GeneratedProject.Workers} workers x {GeneratedProject.MethodsPerWorker} methods, {GeneratedProject.DataTypes} data types: {files} files emitted, median of {Runs} runs"));
        Console.WriteLine($"{"",-30} {"ms",8} {"CPU ms",8} {"parsed",8} {"models changed",15} {"files emitted",14}");

        Report("first run", _ => (NewDriver(), GeneratedProject.Create()));
        Report("nothing changed", _ => (driver, project.Clone()));
        Report("whitespace", i => (driver, Edit(project, "Worker0.cs", "public sealed class", "public sealed" + new string(' ', i + 2) + "class")));
        Report("body of a method", i => (driver, Edit(project, "Worker0.cs", "{ return data; }", $"{{ _ = {i}; return data; }}")));
        Report("unrelated type added", i => (driver, project.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            $"class Other{i};", new CSharpParseOptions(LanguageVersion.CSharp13)))));
        Report("method added", i => (driver, Edit(project, "Worker0.cs", "/// <summary>Method 0", $"public void Added{i}() {{ }}\n/// <summary>Method 0")));
        Report("member of a data type added", i => (driver, Edit(project, "Data5.cs", "int Id", $"int Id, int Added{i}")));
        return true;
    }

    private static CSharpCompilation Edit(CSharpCompilation project, string path, string before, string after)
        => GeneratedProject.Edit(project, path, before, after);

    private static CSharpGeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new OutProcGenerator().AsSourceGenerator()],
        parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static void Report(string name, Func<int, (GeneratorDriver Driver, CSharpCompilation Edited)> edit)
    {
        var times = new List<double>(Runs);
        var processorTimes = new List<double>(Runs);
        GeneratorRunResult result = default;
        for (int i = 0; i < Runs; i++)
        {
            (GeneratorDriver driver, CSharpCompilation edited) = edit(i);
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long started = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(edited);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            processorTimes.Add((Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            result = driver.GetRunResult().Results[0];
        }

        times.Sort();
        processorTimes.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-30} {times[Runs / 2],8:0.0} {processorTimes[Runs / 2],8:0.0} {Count(result.TrackedSteps, s_parsing, ran: true),8} {Count(result.TrackedSteps, s_models, ran: false),15} {Count(result.TrackedOutputSteps, null, ran: false),14}"));
    }

    /// <summary>How many outputs the steps made again: in any case, or only those that differ from the last run's.</summary>
    private static int Count(
        IReadOnlyDictionary<string, System.Collections.Immutable.ImmutableArray<IncrementalGeneratorRunStep>> steps, string[]? names, bool ran)
        => steps
            .Where(step => names is null || names.Contains(step.Key))
            .SelectMany(step => step.Value)
            .SelectMany(step => step.Outputs)
            .Count(output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified
                || (ran && output.Reason == IncrementalStepRunReason.Unchanged));
}
