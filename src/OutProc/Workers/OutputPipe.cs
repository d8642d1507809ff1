using OutProc.Interop;

namespace OutProc.Workers;

/// <summary>Drains one output stream of a worker, so that the worker never waits for a reader.</summary>
/// <remarks>Used by the monitor's thread only.</remarks>
internal sealed class OutputPipe : IDisposable
{
    private readonly FileDescriptor _reader;
    private readonly LineSplitter _lines;
    private readonly TailBuffer? _tail;

    /// <param name="reader">The reading end of the pipe, non-blocking. Owned.</param>
    /// <param name="onLine">Takes each line.</param>
    /// <param name="tail">Keeps the last bytes, if anybody wants them.</param>
    public OutputPipe(FileDescriptor reader, Action<string> onLine, TailBuffer? tail)
    {
        _reader = reader;
        _lines = new LineSplitter(onLine);
        _tail = tail;
    }

    /// <summary>Whether nobody can write any more: the worker, and whatever inherited the stream from it, are gone.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The descriptor to poll; negative once the stream has ended.</summary>
    public int Descriptor => HasEnded ? -1 : _reader.Number;

    /// <summary>Takes what has arrived, up to a limit: a worker that writes without end must not starve the others.</summary>
    public void Drain(Span<byte> buffer, int maxReads)
    {
        for (int i = 0; i < maxReads && !HasEnded; i++)
        {
            switch (Pipe.TryRead(_reader, buffer, out int read))
            {
                case IoStatus.WouldBlock:
                    return;
                case IoStatus.Closed:
                    Dispose();
                    return;
                default:
                    _tail?.Append(buffer[..read]);
                    _lines.Append(buffer[..read]);
                    break;
            }
        }
    }

    public void Dispose()
    {
        if (!HasEnded)
        {
            HasEnded = true;
            _lines.End();
            _reader.Dispose();
        }
    }
}
