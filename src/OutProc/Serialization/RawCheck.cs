using System.Runtime.CompilerServices;
using System.Text;

namespace OutProc.Serialization;

/// <summary>The checks of <see cref="PayloadValue"/> for types that are known at run time only, as fields of a struct are.</summary>
internal static class RawCheck
{
    /// <summary>The types with bits that are no value, and the values behind a flag.</summary>
    public enum Kind
    {
        None,
        Optional,
        Boolean,
        DateTime,
        DateTimeOffset,
        DateOnly,
        TimeOnly,
        Decimal,
        Rune,
    }

    /// <summary>What must be checked about a type.</summary>
    public static Kind Of<T>()
        => typeof(T) == typeof(bool) ? Kind.Boolean
            : typeof(T) == typeof(DateTime) ? Kind.DateTime
            : typeof(T) == typeof(DateTimeOffset) ? Kind.DateTimeOffset
            : typeof(T) == typeof(DateOnly) ? Kind.DateOnly
            : typeof(T) == typeof(TimeOnly) ? Kind.TimeOnly
            : typeof(T) == typeof(decimal) ? Kind.Decimal
            : typeof(T) == typeof(Rune) ? Kind.Rune
            : Kind.None;

    /// <summary>Whether the memory is a value. A <see cref="bool"/> is made one.</summary>
    public static bool IsValid(Kind kind, ref byte memory)
    {
        switch (kind)
        {
            case Kind.Boolean:
                memory = memory == 0 ? (byte)0 : (byte)1;
                return true;
            case Kind.DateTime:
                return Is<DateTime>(ref memory);
            case Kind.DateTimeOffset:
                return Is<DateTimeOffset>(ref memory);
            case Kind.DateOnly:
                return Is<DateOnly>(ref memory);
            case Kind.TimeOnly:
                return Is<TimeOnly>(ref memory);
            case Kind.Decimal:
                return Is<decimal>(ref memory);
            case Kind.Rune:
                return Is<Rune>(ref memory);
            default:
                return true;
        }
    }

    private static bool Is<T>(ref byte memory) => PayloadValue.IsValid(Unsafe.ReadUnaligned<T>(ref memory));
}
