using Microsoft.Extensions.Logging;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Workers;

/// <summary>Writes the log records of a worker to the host's loggers, with their own categories, levels, event ids, values and scopes.</summary>
/// <remarks>Records come from the monitor's thread, which never waits for a logger: what loggers do not keep up with is dropped and counted.</remarks>
internal sealed class WorkerLogRelay
{
    private const int Capacity = 4 << 20;

    /// <summary>Categories become entries in the host's logger factory, which keeps them for ever: a worker must not be able to fill it.</summary>
    private const int MaxCategories = 1024;

    private const string OverflowCategory = "OutProc.Worker";

    private readonly ILoggerFactory _loggers;
    private readonly Dictionary<string, ILogger> _byCategory = new(StringComparer.Ordinal);
    private readonly LossyQueue<PayloadBuffer> _records;
    private readonly Action<string> _onUnreadable;
    private readonly int _workerId;
    private readonly int _processId;
    private long _lost;

    /// <param name="loggers">The host's loggers.</param>
    /// <param name="workerId">The worker's number, for the records.</param>
    /// <param name="processId">The worker's process id, for the records.</param>
    /// <param name="onUnreadable">Called, on the thread pool, with what is wrong when a record cannot be read.</param>
    public WorkerLogRelay(ILoggerFactory loggers, int workerId, int processId, Action<string> onUnreadable)
    {
        _loggers = loggers;
        _workerId = workerId;
        _processId = processId;
        _onUnreadable = onUnreadable;
        _records = new LossyQueue<PayloadBuffer>(Capacity, Write, lost => _lost += lost);
    }

    /// <summary>Takes an encoded record, which becomes the relay's. Never waits.</summary>
    public void Post(PayloadBuffer record)
    {
        if (!_records.TryAdd(record, record.Length))
        {
            record.Dispose();
        }
    }

    private void Write(PayloadBuffer record)
    {
        LogMessage message;
        using (record)
        {
            try
            {
                message = MessageCodec.Decode<LogMessage>(record.WrittenSpan);
            }
            catch (ProtocolViolationException violation)
            {
                _onUnreadable(violation.Message);
                return;
            }
        }

        ILogger logger = GetLogger(message.Category);
        if (!logger.IsEnabled(message.Level))
        {
            return;
        }

        long lost = _lost + message.Lost;
        _lost = 0;
        var entry = new WorkerLogEntry(message, _workerId, _processId, lost);
        var scopes = new Stack<IDisposable?>(message.Scopes.Count);
        try
        {
            foreach (string scope in message.Scopes)
            {
                scopes.Push(logger.BeginScope(scope));
            }

            logger.Log(message.Level, new EventId(message.EventId, message.EventName), entry, entry.Exception, static (e, _) => e.ToString());
        }
        finally
        {
            while (scopes.TryPop(out IDisposable? scope))
            {
                scope?.Dispose();
            }
        }
    }

    private ILogger GetLogger(string category)
    {
        if (_byCategory.TryGetValue(category, out ILogger? logger))
        {
            return logger;
        }

        if (_byCategory.Count >= MaxCategories)
        {
            return _loggers.CreateLogger(OverflowCategory);
        }

        logger = _loggers.CreateLogger(category);
        _byCategory.Add(category, logger);
        return logger;
    }
}
