using System.Text;

namespace OutProc.Workers;

/// <summary>Keeps the last bytes of a stream.</summary>
/// <remarks>Thread-safe: written by the monitor, read by whoever describes a failure.</remarks>
internal sealed class TailBuffer
{
    /// <summary>How many bytes are kept.</summary>
    public const int Capacity = 8 << 10;

    private readonly Lock _lock = new();
    private readonly byte[] _ring = new byte[Capacity];
    private long _written;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (bytes.Length > Capacity)
            {
                _written += bytes.Length - Capacity;
                bytes = bytes[^Capacity..];
            }

            int position = (int)(_written % Capacity);
            int first = Math.Min(bytes.Length, Capacity - position);
            bytes[..first].CopyTo(_ring.AsSpan(position));
            bytes[first..].CopyTo(_ring);
            _written += bytes.Length;
        }
    }

    /// <summary>The kept bytes as text; where the beginning was lost, from the first whole line on.</summary>
    public override string ToString()
    {
        byte[] kept;
        bool cut;
        lock (_lock)
        {
            cut = _written > Capacity;
            int length = (int)Math.Min(_written, Capacity);
            int start = (int)((_written - length) % Capacity);
            kept = new byte[length];
            int first = Math.Min(length, Capacity - start);
            _ring.AsSpan(start, first).CopyTo(kept);
            _ring.AsSpan(0, length - first).CopyTo(kept.AsSpan(first));
        }

        ReadOnlySpan<byte> text = kept;
        int newline = cut ? text.IndexOf((byte)'\n') : -1;
        return Encoding.UTF8.GetString(newline >= 0 && newline < text.Length - 1 ? text[(newline + 1)..] : text);
    }
}
