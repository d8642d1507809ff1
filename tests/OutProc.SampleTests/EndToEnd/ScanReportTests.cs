using System.Runtime.InteropServices;
using System.Text.Json;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>The report is the same whoever does the work, and whatever happens to him. Real processes, on the shared framework.</summary>
public sealed class ScanReportTests : IDisposable
{
    private static readonly string s_framework = RuntimeEnvironment.GetRuntimeDirectory();

    /// <summary>What every report is compared with: the same scan without OutProc, made once.</summary>
    private static readonly Lazy<Task<string>> s_inProcess = new(ScanInProcessAsync);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Json_TwoWorkers_EqualsInProcess()
    {
        string json = _folder["workers.json"];

        SampleRun run = await SampleRun.ToEndAsync(s_framework, "--workers", "2", "--json", json);

        run.ExitCode.ShouldBe(0, run.Error);
        string actual = await File.ReadAllTextAsync(json);
        actual.ShouldBe(await s_inProcess.Value);
        Totals(actual).GetProperty("assemblies").GetInt32().ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Json_WorkerKilledMidway_EqualsInProcess()
    {
        string json = _folder["killed.json"];

        SampleRun run = await SampleRun.ToEndAsync(s_framework, "--workers", "2", "--kill-one", "--json", json);

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Killed worker");
        (await File.ReadAllTextAsync(json)).ShouldBe(await s_inProcess.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2, "--strict")]
    [InlineData(0, "--kill-one")]
    public async Task Json_BadFiles_AreFailuresAndTheOtherRowsAreTheSame(int exitCode, params string[] options)
    {
        string expected = await s_inProcess.Value;
        string json = _folder["bad.json"];

        SampleRun run = await SampleRun.ToEndAsync([s_framework, "--workers", "2", "--with-bad-files", "--json", json, .. options]);

        run.ExitCode.ShouldBe(exitCode, run.Error);
        string actual = await File.ReadAllTextAsync(json);
        Section(actual, "assemblies").ShouldBe(Section(expected, "assemblies"));
        Section(actual, "failures").ShouldBe(
            """
            {"path":"bad-files/stack-overflow.dll","failure":"workers crashed: the last was ended by signal 6 (SIGABRT: unhandled exception, fail-fast or fatal runtime error)"},
            {"path":"bad-files/truncated.dll","failure":"System.BadImageFormatException: Invalid metadata section span."}
            """);
        Totals(actual).GetProperty("failures").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Output_Redirected_HasNoControlSequences()
    {
        SampleRun run = await SampleRun.ToEndAsync(s_framework, "--workers", "2");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("100 %");
        run.Output.ShouldContain("System.Private.CoreLib.dll");
        run.Output.ShouldNotContain('\e');
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task SingleFile_InAWorker_ShowsItsLargestTypes()
    {
        SampleRun run = await SampleRun.ToEndAsync(typeof(object).Assembly.Location, "--workers", "1");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Output.ShouldContain("Largest types of System.Private.CoreLib");
    }

    private static async Task<string> ScanInProcessAsync()
    {
        using TempFolder folder = new();
        string json = folder["in-process.json"];
        SampleRun run = await SampleRun.ToEndAsync(s_framework, "--in-process", "--json", json);
        run.ExitCode.ShouldBe(0, run.Error);
        return await File.ReadAllTextAsync(json);
    }

    private static string Section(string report, string name)
    {
        string start = $"\"{name}\": [\n";
        int from = report.IndexOf(start, StringComparison.Ordinal) + start.Length;
        return report[from..report.IndexOf("\n],\n", from, StringComparison.Ordinal)];
    }

    private static JsonElement Totals(string report)
    {
        using JsonDocument json = JsonDocument.Parse(report);
        return json.RootElement.GetProperty("totals").Clone();
    }
}
