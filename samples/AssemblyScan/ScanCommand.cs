using System.Diagnostics;
using AssemblyScan.CommandLine;
using AssemblyScan.Files;
using AssemblyScan.Output;
using AssemblyScan.Running;
using AssemblyScan.Scanning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Spectre.Console;

namespace AssemblyScan;

/// <summary>One run of the program: find, scan, report.</summary>
internal sealed class ScanCommand(ScanOptions options, IAnsiConsole console)
{
    public async Task<int> RunAsync(CancellationToken stopping)
    {
        using BadFiles? bad = options.WithBadFiles ? BadFiles.Create() : null;
        ScanTarget target = ScanTarget.Locate(options.Path, bad?.Files ?? []);
        if (options.KillOne && target.Files.Count < 2)
        {
            throw new UsageException("--kill-one needs more than one file: one has no midway.");
        }

        console.WriteLine(FormattableString.Invariant($"Scanning {target.Files.Count:N0} files of {target.Title} {Where()}"));

        long start = Stopwatch.GetTimestamp();
        ScanSummary summary = new(options.InProcess ? await InProcessAsync(target, stopping) : await InWorkersAsync(target, stopping));
        new ConsoleReport(console).Write(summary, Stopwatch.GetElapsedTime(start));

        if (options.JsonFile is not null)
        {
            await File.WriteAllTextAsync(options.JsonFile, JsonReport.Render(summary), stopping);
        }

        return options.Strict && summary.Failed.Count > 0 ? ExitCodes.FilesFailed : ExitCodes.Success;
    }

    private async Task<List<ScanRow>> InWorkersAsync(ScanTarget target, CancellationToken stopping)
    {
        // The empty builder: a tool that is run in any folder must not read an appsettings.json that happens to lie there.
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        ConfigureLogging(builder.Logging);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(console);
        builder.Services.AddSingleton<WorkerScan>();
        builder.Services.AddOutProc().AddWorker<IAssemblyScanner>(worker => worker.Pool.MaxWorkers = options.Workers);

        using IHost host = builder.Build();
        await host.StartAsync(stopping);
        try
        {
            return await CollectAsync(host.Services.GetRequiredService<WorkerScan>(), target, stopping);
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }

    private async Task<List<ScanRow>> InProcessAsync(ScanTarget target, CancellationToken stopping)
    {
        using ILoggerFactory loggers = LoggerFactory.Create(ConfigureLogging);
        return await CollectAsync(new InProcessScan(loggers.CreateLogger<AssemblyScanner>()), target, stopping);
    }

    private Task<List<ScanRow>> CollectAsync(IScan scan, ScanTarget target, CancellationToken stopping) =>
        new ScanProgress(console).CollectAsync(scan.RunAsync(target.Files, stopping), target.Files.Count);

    private void ConfigureLogging(ILoggingBuilder logging)
    {
        if (options.Verbose)
        {
            logging.SetMinimumLevel(LogLevel.Debug).AddSimpleConsole(format => format.SingleLine = true);
            logging.Services.Configure<ConsoleLoggerOptions>(log => log.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    }

    private string Where() => options switch
    {
        { InProcess: true } => "in this process",
        { Workers: 1 } => "in 1 worker",
        _ => $"in up to {options.Workers} workers",
    };
}
