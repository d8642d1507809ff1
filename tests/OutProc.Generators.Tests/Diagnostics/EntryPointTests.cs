using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0001, OP0002.</summary>
public sealed class EntryPointTests
{
    private const string Worker = "\n[RemoteWorker] public sealed class Crawler { public int Count(string url) => url.Length; }\n";

    [Theory]
    [InlineData("PublishSingleFile", "[|Console.WriteLine();|]")]
    [InlineData("PublishAot", "int later;\nvoid Local() { }\n[|Local();|]\nlater = args.Length;\nConsole.WriteLine(later);")]
    [InlineData("SelfContained", "[|await Task.Yield();|]\nreturn 1;")]
    [InlineData("PublishSingleFile", "static class Program { static void [|Main|]() { } }")]
    [InlineData("PublishSingleFile", "static class Program { static async Task<int> [|Main|](string[] args) { await Task.Yield(); return 0; } }")]
    public Task Analyze_NoTryRun_IsReported(string property, string program) => AnalyzerRun.VerifyAsync<EntryPointAnalyzer>(
        program + Worker,
        new AnalyzerSettings { Properties = { [property] = "true" } },
        $"warning OP0001: 'Tested' is published with {property} and hosts worker 'Crawler', but its entry point never calls OutProcWorker.TryRun");

    [Theory]
    [InlineData("Console.WriteLine();" + Worker, "false")]
    [InlineData("Console.WriteLine();", "true")]
    [InlineData("if (OutProc.Workers.OutProcWorker.TryRun(args, out int code)) { return code; } return 0;" + Worker, "true")]
    [InlineData("int code; if (OutProc.Workers.OutProcWorker.TryRun(args, out code)) { return code; } return 0;" + Worker, "true")]
    [InlineData("return OutProc.Workers.OutProcWorker.TryRun(args, out int code) ? code : 0;" + Worker, "true")]
    [InlineData("static class Library { }" + Worker, "true")]
    public Task Analyze_NotNeededOrThere_IsSilent(string program, string value) => AnalyzerRun.VerifySoundAsync<EntryPointAnalyzer>(
        program, new AnalyzerSettings { Properties = { ["PublishSingleFile"] = value } });

    [Theory]
    [InlineData("Console.WriteLine(); if ([|OutProc.Workers.OutProcWorker.TryRun(args, out int code)|]) { return code; } return 0;")]
    [InlineData("int code = 5; if ([|OutProc.Workers.OutProcWorker.TryRun(args, out code)|]) { return code; } return 0;")]
    [InlineData("static class Program { static int Main(string[] args) { args.ToString(); return [|OutProc.Workers.OutProcWorker.TryRun(args, out int code)|] ? code : 0; } }")]
    public Task Analyze_TryRunLater_IsReported(string program) => AnalyzerRun.VerifyAsync<EntryPointAnalyzer>(
        program, "warning OP0002: OutProcWorker.TryRun must be the first statement of Main; code before it also runs in every worker");
}
