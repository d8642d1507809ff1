using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace OutProc.Serialization;

/// <content>Types of the framework with a form of their own.</content>
public ref partial struct PayloadReader
{
    /// <summary>Reads a number of any size.</summary>
    /// <returns>The number.</returns>
    public BigInteger ReadBigInteger()
    {
        if (!TryReadCollectionHeader(1, out int count))
        {
            throw Invalid("a BigInteger is null");
        }

        ChargeBytes(count);
        ReadOnlySpan<byte> bytes = TakeSpan(count);
        try
        {
            return new BigInteger(bytes);
        }
        catch (OverflowException e)
        {
            throw Invalid("a BigInteger is too large", e);
        }
    }

    /// <summary>Reads bits.</summary>
    /// <returns>The bits, or <c>null</c>.</returns>
    public BitArray? ReadBitArray()
    {
        if (!TryReadTupleHeader(2))
        {
            return null;
        }

        int length = ReadUnmanaged<int>();
        int[]? words = ReadArray<int>();
        return length >= 0 && words is not null && words.Length == PayloadFormat.WordsOf(length)
            ? new BitArray(words) { Length = length }
            : throw Invalid($"a BitArray of {length} bits has {words?.Length ?? 0} words");
    }

    /// <summary>Reads a text to go on building.</summary>
    /// <returns>The text, or <c>null</c>.</returns>
    public StringBuilder? ReadStringBuilder()
    {
        if (ReadString() is not { } text)
        {
            return null;
        }

        ChargeBytes(PayloadFormat.NodeBytes);
        return new StringBuilder(text);
    }

    /// <summary>
    /// Reads a culture that this system knows. One it does not know is refused: the framework would make it up and keep it for ever.
    /// </summary>
    /// <returns>The culture, which is read-only, or <c>null</c>.</returns>
    public CultureInfo? ReadCultureInfo()
    {
        if (ReadString() is not { } name)
        {
            return null;
        }

        try
        {
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException e)
        {
            throw Invalid("a string is not the name of a culture known here", e);
        }
    }

    /// <summary>Reads a time zone with its rules.</summary>
    /// <returns>The time zone, or <c>null</c>.</returns>
    public TimeZoneInfo? ReadTimeZoneInfo()
    {
        if (ReadString() is not { } text)
        {
            return null;
        }

        try
        {
            return TimeZoneInfo.FromSerializedString(text);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Invalid("a string does not describe a time zone", e);
        }
    }
}
