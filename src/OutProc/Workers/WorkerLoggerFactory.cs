using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OutProc.Workers;

/// <summary>The loggers of a worker: their records go to the host's loggers, and to providers that the worker's startup
/// registered.</summary>
/// <remarks>Thread-safe. The level is the host's; what its loggers do not want is not even formatted here.</remarks>
internal sealed class WorkerLoggerFactory : ILoggerFactory
{
    public const string OwnCategory = "OutProc.Worker";

    private readonly ConcurrentDictionary<string, WorkerLogger> _loggers = new(StringComparer.Ordinal);
    private readonly Lock _providersLock = new();
    private volatile ILoggerProvider[] _providers = [];

    public WorkerLoggerFactory(WorkerLogSink sink, LogLevel level)
    {
        Sink = sink;
        Level = level;
    }

    public WorkerLogSink Sink { get; }

    /// <summary>The lowest level that the host wants.</summary>
    public LogLevel Level { get; }

    /// <summary>The scopes that are open in the current flow of control.</summary>
    public LoggerExternalScopeProvider Scopes { get; } = new();

    /// <summary>Tells which call runs in the current flow of control, or 0.</summary>
    public Func<long>? CurrentCall { get; set; }

    public ILogger CreateLogger(string categoryName)
        => _loggers.GetOrAdd(categoryName, static (name, factory) => new WorkerLogger(name, factory), this);

    /// <summary>Adds a provider that gets the same records as the host. It stays its owner's.</summary>
    public void AddProvider(ILoggerProvider provider)
    {
        (provider as ISupportExternalScope)?.SetScopeProvider(Scopes);
        lock (_providersLock)
        {
            _providers = [.. _providers, provider];
        }
    }

    /// <summary>The providers at this moment; the array is never changed.</summary>
    public ILoggerProvider[] Providers => _providers;

    public void Dispose()
    {
        // The sink outlives the container, whose disposal may still log.
    }
}
