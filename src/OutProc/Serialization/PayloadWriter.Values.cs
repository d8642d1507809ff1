using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace OutProc.Serialization;

/// <content>Types of the framework with a form of their own.</content>
public ref partial struct PayloadWriter
{
    /// <summary>Writes a number as the bytes of its two's complement, the lowest first.</summary>
    /// <param name="value">The number.</param>
    public void WriteBigInteger(BigInteger value)
    {
        int size = value.GetByteCount();
        WriteCollectionHeader(size);
        value.TryWriteBytes(MemoryMarshal.CreateSpan(ref Take(size), size), out _);
    }

    /// <summary>Writes bits as their number and the words that hold them, the lowest bit first.</summary>
    /// <param name="value">The bits, or <c>null</c>.</param>
    public void WriteBitArray(BitArray? value)
    {
        if (value is null)
        {
            WriteNullObject();
            return;
        }

        int count = PayloadFormat.WordsOf(value.Length);
        WriteObjectHeader(2);
        WriteUnmanaged(value.Length);
        int[] words = ArrayPool<int>.Shared.Rent(count);
        value.CopyTo(words, 0);
        WriteSpan<int>(words.AsSpan(0, count));
        ArrayPool<int>.Shared.Return(words);
    }

    /// <summary>Writes a text that is being built, always as UTF-16.</summary>
    /// <param name="value">The text, or <c>null</c>.</param>
    public void WriteStringBuilder(StringBuilder? value)
    {
        if (value is null)
        {
            WriteNullCollection();
            return;
        }

        WriteCollectionHeader(value.Length);
        foreach (ReadOnlyMemory<char> chunk in value.GetChunks())
        {
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(chunk.Span);
            bytes.CopyTo(MemoryMarshal.CreateSpan(ref Take(bytes.Length), bytes.Length));
        }
    }

    /// <summary>Writes a culture as its name.</summary>
    /// <param name="value">The culture, or <c>null</c>.</param>
    public void WriteCultureInfo(CultureInfo? value) => WriteString(value?.Name);

    /// <summary>Writes a time zone as the text of all its rules.</summary>
    /// <param name="value">The time zone, or <c>null</c>.</param>
    public void WriteTimeZoneInfo(TimeZoneInfo? value) => WriteString(value?.ToSerializedString());
}
