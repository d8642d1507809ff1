using System.Text;

namespace OutProc.Workers;

/// <summary>Cuts a stream of UTF-8 bytes into lines. A line that does not end is cut by force, so that memory stays bounded.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class LineSplitter(Action<string> onLine)
{
    /// <summary>The longest line, in bytes.</summary>
    public const int MaxLine = 8 << 10;

    private readonly byte[] _partial = new byte[MaxLine];
    private int _length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int newline = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> part = newline < 0 ? bytes : bytes[..newline];
            int taken = Math.Min(part.Length, MaxLine - _length);
            part[..taken].CopyTo(_partial.AsSpan(_length));
            _length += taken;
            bytes = bytes[taken..];
            if (taken < part.Length)
            {
                CutLongLine();
            }
            else if (newline >= 0)
            {
                bytes = bytes[1..];
                Emit(_length);
                _length = 0;
            }
        }
    }

    /// <summary>The stream has ended: what is left is the last line.</summary>
    public void End()
    {
        if (_length > 0)
        {
            Emit(_length);
            _length = 0;
        }
    }

    private void CutLongLine()
    {
        // Not inside a character: back over continuation bytes, at most three, to the byte that starts it.
        int cut = _length;
        for (int i = _length - 1; i >= _length - 4; i--)
        {
            if ((_partial[i] & 0xC0) != 0x80)
            {
                cut = _partial[i] < 0x80 ? _length : i;
                break;
            }
        }

        Emit(cut);
        _partial.AsSpan(cut, _length - cut).CopyTo(_partial);
        _length -= cut;
    }

    private void Emit(int length)
    {
        ReadOnlySpan<byte> line = _partial.AsSpan(0, length);
        if (line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        onLine(Encoding.UTF8.GetString(line));
    }
}
