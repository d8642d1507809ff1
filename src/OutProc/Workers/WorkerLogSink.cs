using Microsoft.Extensions.Logging;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>Sends log records to the host without ever making the code that logs wait. What the host does not take in time is dropped and
/// counted.</summary>
/// <remarks>
/// Thread-safe. Records leave in order, on a thread of the sink's own that starts with the first record: the pool's threads belong to the
/// worker's methods, and one that blocks there would delay calls.
/// </remarks>
internal sealed class WorkerLogSink
{
    /// <summary>How many records may wait. At a typical 300 bytes a record they take 0.3 MiB.</summary>
    public const int Capacity = 1024;

    /// <summary>How many characters may wait in all, for records that are not typical.</summary>
    public const int MaxCharacters = 4 << 20;

    private readonly object _gate = new();
    private readonly Queue<LogMessage> _waiting = new();
    private readonly FrameChannel _control;
    private Thread? _sender;
    private int _characters;
    private int _lost;
    private bool _sending;
    private bool _completed;

    public WorkerLogSink(FrameChannel control) => _control = control;

    /// <summary>Takes a record. Never waits.</summary>
    public void Post(LogMessage record)
    {
        int size = record.Text.Length + (record.ExceptionText?.Length ?? 0);
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            if (_waiting.Count >= Capacity || (_waiting.Count > 0 && _characters + size > MaxCharacters))
            {
                _lost++;
                return;
            }

            _characters += size;
            _waiting.Enqueue(_lost == 0 ? record : record with { Lost = _lost });
            _lost = 0;
            if (_sender is null)
            {
                _sender = new Thread(Send, 256 << 10) { IsBackground = true, Name = "OutProc logs" };
                _sender.UnsafeStart();
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes no more records and waits until those it has are sent.</summary>
    public void Complete(TimeSpan limit)
    {
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
            while (_sender is not null && (_sending || _waiting.Count > 0 || _lost > 0))
            {
                long left = end - Environment.TickCount64;
                if (left <= 0 || !Monitor.Wait(_gate, (int)left))
                {
                    return;
                }
            }
        }
    }

    private void Send()
    {
        while (Take() is { } record)
        {
            using (PayloadBuffer payload = MessageCodec.Encode(record))
            {
                // Blocks while the host does not read; a closed channel drops the rest quickly.
                _control.SendBlocking(new FrameHeader(FrameKind.Log, payload.Length), payload.WrittenSpan);
            }

            lock (_gate)
            {
                _sending = false;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private LogMessage? Take()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && _lost == 0)
            {
                if (_completed)
                {
                    return null;
                }

                Monitor.Wait(_gate);
            }

            _sending = true;
            if (_waiting.TryDequeue(out LogMessage? record))
            {
                _characters -= record.Text.Length + (record.ExceptionText?.Length ?? 0);
                return record;
            }

            // No record is left that could carry the number.
            int lost = _lost;
            _lost = 0;
            return new LogMessage
            {
                Category = WorkerLoggerFactory.OwnCategory,
                Level = LogLevel.Warning,
                Text = "The worker logs faster than its host takes the records.",
                Lost = lost,
            };
        }
    }
}
