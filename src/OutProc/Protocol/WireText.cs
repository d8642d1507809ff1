using System.Diagnostics.CodeAnalysis;
using System.Text;
using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>Text of unknown origin in messages: cut to a limit and freed of lone surrogates when written, checked when read.</summary>
internal static class WireText
{
    private const char Ellipsis = '…';

    /// <summary>Writes text so that it cannot fail: at most <paramref name="maxLength"/> characters, valid Unicode.</summary>
    public static void WriteText(this ref PayloadWriter writer, string? text, int maxLength) => writer.WriteString(Fit(text, maxLength));

    /// <summary>Reads text that must be there.</summary>
    public static string ReadText(this ref PayloadReader reader, int maxLength)
        => ReadOptionalText(ref reader, maxLength) ?? throw reader.Invalid("a text is missing");

    /// <summary>Reads text that may be <c>null</c>.</summary>
    public static string? ReadOptionalText(this ref PayloadReader reader, int maxLength)
    {
        string? text = reader.ReadString();
        return text is null || text.Length <= maxLength
            ? text
            : throw reader.Invalid($"a text has {text.Length} characters; the limit is {maxLength}");
    }

    /// <summary>Reads the header of a collection that must be there and has at most <paramref name="maxCount"/> elements.</summary>
    public static int ReadCount(this ref PayloadReader reader, int minElementSize, int maxCount)
    {
        if (!reader.TryReadCollectionHeader(minElementSize, out int count))
        {
            throw reader.Invalid("a collection is missing");
        }

        return count <= maxCount ? count : throw reader.Invalid($"a collection has {count} elements; the limit is {maxCount}");
    }

    /// <summary>Returns the text itself where it is short and valid, else a copy that is.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Fit(string? text, int maxLength)
    {
        if (text is null)
        {
            return null;
        }

        bool cut = text.Length > maxLength;
        if (!cut && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        ReadOnlySpan<char> kept = cut ? text.AsSpan(0, Math.Max(0, maxLength - 1)) : text;
        if (cut && kept.Length > 0 && char.IsHighSurrogate(kept[^1]))
        {
            kept = kept[..^1];
        }

        var fitted = new StringBuilder(kept.Length + 1);
        foreach (Rune rune in kept.EnumerateRunes())
        {
            // A lone surrogate arrives here as U+FFFD, the replacement character.
            fitted.Append(rune.ToString());
        }

        return cut && maxLength > 0 ? fitted.Append(Ellipsis).ToString() : fitted.ToString();
    }
}
