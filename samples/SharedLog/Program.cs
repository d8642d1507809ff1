using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SharedLog;

SharedLogOptions options;
try
{
    options = SharedLogOptions.Parse(args);
}
catch (UsageException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

if (options.ShowHelp)
{
    Console.WriteLine(SharedLogOptions.Help);
    return 0;
}

HostApplicationBuilder builder = Host.CreateApplicationBuilder();

// That holders of the lock die is meant here.
builder.Logging.SetMinimumLevel(options.KillHolder ? LogLevel.Error : LogLevel.Warning);
builder.Services
    .AddOutProc(outProc => outProc.Shared
        .AddLock(SharedNames.Lock)
        .AddValue<int>(SharedNames.Holder)
        .AddValue<int>(SharedNames.Abandoned))
    .AddWorker<ILogWriter>(worker =>
    {
        worker.Pool.MinWorkers = options.Workers;
        worker.Pool.MaxWorkers = options.Workers;
    });

using IHost host = builder.Build();
CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
try
{
    await host.StartAsync();
    int exitCode = await new SharedLogCommand(host.Services.GetRequiredService<IWorkerPool<ILogWriter>>(), options, Console.Out).RunAsync(stopping);
    await host.StopAsync();
    return exitCode;
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
catch (Exception exception) when (exception is OutProcException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}
