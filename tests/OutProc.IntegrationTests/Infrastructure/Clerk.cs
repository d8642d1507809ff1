using Microsoft.Extensions.Logging;

namespace OutProc.IntegrationTests.Infrastructure;

/// <summary>A worker with injected services, a life cycle and much to say.</summary>
[RemoteWorker]
internal sealed partial class Clerk(Journal journal, IWorkerContext context, ILogger<Clerk> log) : IWorkerLifecycle, IAsyncDisposable
{
    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        journal.Add("initialized");
    }

    public ValueTask StopAsync(CancellationToken cancellationToken)
    {
        LogEnd(log, "stopped", context.Stopping.IsCancellationRequested);
        return default;
    }

    [RemoteIgnore]
    public ValueTask DisposeAsync()
    {
        LogEnd(log, "disposed", context.Stopping.IsCancellationRequested);
        return default;
    }

    public string Write(string entry) => journal.Add(entry);

    public int HostProcessId() => context.HostProcessId;

    public async Task ReportAsync(string file)
    {
        using (log.BeginScope("request {Id}", 7))
        {
            await Task.Yield();
            LogReport(log, file, new InvalidDataException("It is torn."));
        }
    }

    public bool IsDebugEnabled() => log.IsEnabled(LogLevel.Debug);

    public void Flood(int records)
    {
        for (int i = 0; i < records; i++)
        {
            LogNumber(log, i);
        }
    }

    [LoggerMessage(42, LogLevel.Error, "File {File} is broken", EventName = "Broken")]
    private static partial void LogReport(ILogger logger, string file, Exception error);

    [LoggerMessage(43, LogLevel.Information, "Record {Number}")]
    private static partial void LogNumber(ILogger logger, int number);

    [LoggerMessage(44, LogLevel.Information, "The clerk was {End}, stopping {Stopping}")]
    private static partial void LogEnd(ILogger logger, string end, bool stopping);
}
