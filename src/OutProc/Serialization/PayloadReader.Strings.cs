using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace OutProc.Serialization;

/// <content>Strings, and the types that are strings on the wire.</content>
public ref partial struct PayloadReader
{
    /// <summary>Reads a string in either encoding.</summary>
    /// <returns>The string, or <c>null</c>.</returns>
    public string? ReadString()
    {
        int header = ReadUnmanaged<int>();
        switch (header)
        {
            case PayloadFormat.NullCollection:
                return null;
            case 0:
                return "";
            case > 0:
                if (header > Remaining / sizeof(char))
                {
                    throw Invalid($"a string claims {header} characters, but {Remaining} bytes remain");
                }

                return new string(MemoryMarshal.Cast<byte, char>(TakeSpan(header * sizeof(char))));
            default:
                return ReadUtf8(~header);
        }
    }

    /// <summary>
    /// Reads a string and returns the interned one where there is one. New strings are not interned: they would stay until the process
    /// ends, whoever sent them.
    /// </summary>
    /// <returns>The string, or <c>null</c>.</returns>
    public string? ReadInternedString() => ReadString() is { } text ? string.IsInterned(text) ?? text : null;

    /// <summary>Reads an address.</summary>
    /// <returns>The address, or <c>null</c>.</returns>
    public Uri? ReadUri()
    {
        if (ReadString() is not { } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? value) ? value : throw Invalid("a string is not a valid Uri");
    }

    /// <summary>Reads a version.</summary>
    /// <returns>The version, or <c>null</c>.</returns>
    public Version? ReadVersion()
    {
        if (!TryReadTupleHeader(4))
        {
            return null;
        }

        int major = ReadUnmanaged<int>();
        int minor = ReadUnmanaged<int>();
        int build = ReadUnmanaged<int>();
        int revision = ReadUnmanaged<int>();
        return (major, minor, build, revision) switch
        {
            ( >= 0, >= 0, -1, -1) => new Version(major, minor),
            ( >= 0, >= 0, >= 0, -1) => new Version(major, minor, build),
            ( >= 0, >= 0, >= 0, >= 0) => new Version(major, minor, build, revision),
            _ => throw Invalid($"{major}, {minor}, {build}, {revision} are not the numbers of a version"),
        };
    }

    private string ReadUtf8(int byteCount)
    {
        int charCount = ReadUnmanaged<int>();
        if (byteCount > Remaining || charCount > byteCount)
        {
            throw Invalid($"a string claims {byteCount} bytes and {charCount} characters, but {Remaining} bytes remain");
        }

        ReadOnlySpan<byte> utf8 = TakeSpan(byteCount);
        if (charCount <= 0)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        // The claim was bounded by the bytes at hand above; a string that nobody has seen yet may still be written to.
        string text = new('\0', charCount);
        Span<char> characters = MemoryMarshal.CreateSpan(ref Unsafe.AsRef(in text.GetPinnableReference()), charCount);
        OperationStatus status = Utf8.ToUtf16(utf8, characters, out int read, out int written, replaceInvalidSequences: false);
        return status switch
        {
            OperationStatus.Done when read == byteCount && written == charCount => text,
            OperationStatus.Done or OperationStatus.DestinationTooSmall
                => throw Invalid($"a string of {byteCount} bytes does not have the {charCount} characters it claims"),
            _ => throw Invalid("a string is not valid UTF-8"),
        };
    }
}
