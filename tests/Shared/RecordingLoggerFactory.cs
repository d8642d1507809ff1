using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OutProc.Testing.Shared;

/// <summary>Keeps what is logged and lets a test wait for a record.</summary>
internal sealed class RecordingLoggerFactory : ILoggerFactory
{
    private readonly Lock _lock = new();
    private readonly List<LogRecord> _records = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The lowest level that is taken.</summary>
    public LogLevel MinLevel { get; init; } = LogLevel.Trace;

    /// <summary>Sees each record as it is logged, on the thread that logs it.</summary>
    public Action<LogRecord>? Observer { get; init; }

    public IReadOnlyList<LogRecord> Records
    {
        get
        {
            lock (_lock)
            {
                return [.. _records];
            }
        }
    }

    /// <summary>Waits until a record fits.</summary>
    public async Task<LogRecord> WaitForAsync(Func<LogRecord, bool> predicate)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_records.Find(record => predicate(record)) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            await changed.DefaultTimeout();
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private void Add(LogRecord record)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _records.Add(record);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
        Observer?.Invoke(record);
    }

    /// <summary>One record.</summary>
    internal sealed record LogRecord(
        string Category, LogLevel Level, EventId Id, string Text, Exception? Exception, IReadOnlyDictionary<string, object?> State,
        IReadOnlyList<string> Scopes);

    private sealed class Logger(RecordingLoggerFactory owner, string category) : ILogger
    {
        private readonly ConcurrentStack<string> _scopes = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _scopes.Push(state.ToString() ?? "");
            return new Scope(_scopes);
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= owner.MinLevel;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            foreach ((string key, object? value) in state as IEnumerable<KeyValuePair<string, object?>> ?? [])
            {
                values[key] = value;
            }

            owner.Add(new LogRecord(category, logLevel, eventId, formatter(state, exception), exception, values, [.. _scopes.Reverse()]));
        }
    }

    private sealed class Scope(ConcurrentStack<string> scopes) : IDisposable
    {
        public void Dispose() => scopes.TryPop(out _);
    }
}
