using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;
using OutProc.Generators.Tests.Diagnostics;

namespace OutProc.Generators.Tests.CodeFixes;

public sealed class TryRunFixTests
{
    private const string Worker = "\n\n[RemoteWorker]\npublic sealed class Crawler\n{\n    public int Count(string url) => url.Length;\n}\n";

    private static readonly AnalyzerSettings s_singleFile = new() { Properties = { ["PublishSingleFile"] = "true" } };

    [Fact]
    public Task Fix_TopLevelStatements_InsertsTheCall() => CodeFixRun.VerifyAsync<EntryPointAnalyzer, TryRunFix>(
        """
        // Starts the shop.
        Console.WriteLine("Starting");
        """ + Worker,
        """
        using OutProc.Workers;

        if (OutProcWorker.TryRun(args, out int exitCode))
        {
            Environment.ExitCode = exitCode;
            return;
        }

        // Starts the shop.
        Console.WriteLine("Starting");
        """ + Worker,
        settings: s_singleFile);

    [Fact]
    public Task Fix_TopLevelStatementsWithACode_ReturnsIt() => CodeFixRun.VerifyAsync<EntryPointAnalyzer, TryRunFix>(
        """
        using System.Text;
        using OutProc.Pools;

        await Task.Yield();
        return new StringBuilder().Length;
        """ + Worker,
        """
        using System.Text;
        using OutProc.Pools;
        using OutProc.Workers;

        if (OutProcWorker.TryRun(args, out int exitCode))
        {
            return exitCode;
        }

        await Task.Yield();
        return new StringBuilder().Length;
        """ + Worker,
        settings: s_singleFile);

    [Fact]
    public Task Fix_MainWithoutArguments_GetsThem() => CodeFixRun.VerifyAsync<EntryPointAnalyzer, TryRunFix>(
        """
        using OutProc.Workers;

        namespace Shop;

        public static class Program
        {
            public static async Task Main()
            {
                await Task.Yield();
            }
        }
        """ + Worker,
        """
        using OutProc.Workers;

        namespace Shop;

        public static class Program
        {
            public static async Task Main(string[] args)
            {
                if (OutProcWorker.TryRun(args, out int exitCode))
                {
                    Environment.ExitCode = exitCode;
                    return;
                }

                await Task.Yield();
            }
        }
        """ + Worker,
        settings: s_singleFile);

    [Fact]
    public Task Fix_CallLater_IsMovedToTheFront() => CodeFixRun.VerifyAsync<EntryPointAnalyzer, TryRunFix>(
        """
        using OutProc.Workers;

        string name = "shop";
        Console.WriteLine(name);

        if (OutProcWorker.TryRun(args, out int exitCode))
        {
            return exitCode;
        }

        Console.WriteLine(name);
        return 0;
        """,
        """
        using OutProc.Workers;

        if (OutProcWorker.TryRun(args, out int exitCode))
        {
            return exitCode;
        }

        string name = "shop";
        Console.WriteLine(name);

        Console.WriteLine(name);
        return 0;
        """);

    [Fact]
    public Task Fix_CallThatNeedsWhatIsBefore_IsNotOffered() => CodeFixRun.VerifyNotOfferedAsync<EntryPointAnalyzer, TryRunFix>(
        """
        string[] own = args.Skip(1).ToArray();
        if (OutProc.Workers.OutProcWorker.TryRun(own, out int exitCode))
        {
            return exitCode;
        }

        return 0;
        """);
}
