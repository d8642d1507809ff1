using System.Globalization;
using System.Runtime.InteropServices;
using OutProc.Conformance.Vectors;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Conformance.Running;

/// <summary>Runs the entries about numbers of variable length, which are the lengths and ids of objects.</summary>
internal static class VarInts
{
    private const int MaxSize = 1 + sizeof(long);

    /// <summary>Whether the type of an entry names the reader of such numbers instead of a type.</summary>
    public static bool IsReader(string type) => type.Contains("ReadVarInt", StringComparison.Ordinal);

    public static EntryResult Write(Vector vector, Differences differences)
    {
        if (differences.Find(vector, Deviation.NotRun) is { } notRun)
        {
            return new EntryResult(vector, Outcome.NotApplicable, notRun.Reason, notRun);
        }

        Span<byte> target = stackalloc byte[MaxSize];
        string text = vector.ValueDescription!;
        int size;
        bool isSigned = vector.CsharpType is "sbyte" or "short" or "int" or "long";
        if (isSigned && long.TryParse(text, CultureInfo.InvariantCulture, out long signed))
        {
            size = VarInt.WriteSigned(ref MemoryMarshal.GetReference(target), signed);
        }
        else if (ulong.TryParse(text, CultureInfo.InvariantCulture, out ulong unsigned))
        {
            size = VarInt.WriteUnsigned(ref MemoryMarshal.GetReference(target), unsigned);
        }
        else
        {
            return new EntryResult(vector, Outcome.Failed, $"'{text}' is not a number");
        }

        string actual = Convert.ToHexStringLower(target[..size]);
        if (!actual.Equals(vector.Hex, StringComparison.OrdinalIgnoreCase))
        {
            return new EntryResult(vector, Outcome.Failed, "writes other bytes") { Expected = vector.Hex, Actual = actual };
        }

        // Lengths and ids need no number above long.MaxValue, which the reader refuses.
        return text.Length >= 19 && !long.TryParse(text, CultureInfo.InvariantCulture, out _) ? Passed(vector) : Read(vector, text);
    }

    public static EntryResult Read(Vector vector) => Read(vector, vector.Expected ?? vector.ValueDescription);

    private static EntryResult Read(Vector vector, string? expected)
    {
        var reader = new PayloadReader(vector.Bytes, PayloadOptions.Default);
        string actual;
        try
        {
            actual = reader.ReadVarInt().ToString(CultureInfo.InvariantCulture);
            reader.ExpectEnd();
        }
        catch (PayloadException e)
        {
            return vector.Kind is "reject" or "malformed" ? Passed(vector) : new EntryResult(vector, Outcome.Failed, e.Message);
        }

        return actual == expected ? Passed(vector) : new EntryResult(vector, Outcome.Failed, $"reads {actual} instead of {expected}");
    }

    private static EntryResult Passed(Vector vector) => new(vector, Outcome.Passed);
}
