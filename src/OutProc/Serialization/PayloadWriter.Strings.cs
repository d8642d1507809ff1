using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace OutProc.Serialization;

/// <content>Strings, and the types that are strings on the wire.</content>
public ref partial struct PayloadWriter
{
    /// <summary>The header, <c>~bytes</c>, and the number of characters.</summary>
    private const int Utf8Header = 2 * sizeof(int);

    /// <summary>One UTF-16 character becomes at most three bytes.</summary>
    private const int MaxBytesPerChar = 3;

    /// <summary>
    /// Writes a string as UTF-8; one with a lone surrogate, which UTF-8 cannot carry, as UTF-16. Every reader knows both.
    /// </summary>
    /// <param name="value">The string, or <c>null</c>.</param>
    public void WriteString(string? value)
    {
        if (value is null)
        {
            WriteNullCollection();
            return;
        }

        if (value.Length == 0)
        {
            WriteCollectionHeader(0);
            return;
        }

        int room = _span.Length - _position - Utf8Header;
        if (value.Length > room / MaxBytesPerChar)
        {
            Reserve(value);
        }

        Span<byte> target = _span[(_position + Utf8Header)..];
        if (Utf8.FromUtf16(value, target, out _, out int bytes, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            WriteUtf16(value);
            return;
        }

        ref byte header = ref Take(Utf8Header + bytes);
        Unsafe.WriteUnaligned(ref header, ~bytes);
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref header, sizeof(int)), value.Length);
    }

    /// <summary>Writes a string as UTF-16, for members that pin this encoding.</summary>
    /// <param name="value">The string, or <c>null</c>.</param>
    public void WriteUtf16String(string? value)
    {
        if (value is null)
        {
            WriteNullCollection();
            return;
        }

        WriteUtf16(value);
    }

    /// <summary>Writes an address as the string it was made from.</summary>
    /// <param name="value">The address, or <c>null</c>.</param>
    public void WriteUri(Uri? value) => WriteString(value?.OriginalString);

    /// <summary>Writes a version as its four numbers, -1 for those it lacks.</summary>
    /// <param name="value">The version, or <c>null</c>.</param>
    public void WriteVersion(Version? value)
    {
        if (value is null)
        {
            WriteNullObject();
            return;
        }

        WriteObjectHeader(4);
        WriteUnmanaged(value.Major, value.Minor, value.Build, value.Revision);
    }

    /// <summary>Makes room for exactly this text: three bytes a character would waste two thirds of a large one.</summary>
    private void Reserve(string value)
    {
        long size = Utf8Header + (long)Encoding.UTF8.GetByteCount(value);
        if (size > _span.Length - _position)
        {
            Grow((int)Math.Min(size, int.MaxValue));
        }
    }

    private void WriteUtf16(string value)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(value.AsSpan());
        WriteUnmanaged(value.Length);
        bytes.CopyTo(MemoryMarshal.CreateSpan(ref Take(bytes.Length), bytes.Length));
    }
}
