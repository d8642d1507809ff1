using System.Buffers;

namespace OutProc.Transport;

/// <summary>The bytes that a socket had no room for, in order.</summary>
/// <remarks>Not thread-safe: used under the channel's send lock. Holds no memory while empty.</remarks>
internal sealed class SendBacklog
{
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    public bool IsEmpty => _start == _end;

    public ReadOnlySpan<byte> Pending => _bytes.AsSpan(_start, _end - _start);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        int held = _end - _start;
        if (bytes.Length > _bytes.Length - _end)
        {
            byte[] target = ArrayPool<byte>.Shared.Rent(Math.Max(checked(held + bytes.Length), 4096));
            Pending.CopyTo(target);
            Free();
            _bytes = target;
            _end = held;
        }

        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    public void Advance(int sent)
    {
        _start += sent;
        if (IsEmpty)
        {
            Free();
        }
    }

    public void Clear() => Free();

    private void Free()
    {
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }

        _start = 0;
        _end = 0;
    }
}
