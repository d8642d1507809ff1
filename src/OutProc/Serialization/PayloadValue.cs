using System.Runtime.CompilerServices;
using System.Text;

namespace OutProc.Serialization;

/// <summary>Knows which bits of the framework's raw values are no value. The comparisons of types are constants for the JIT.</summary>
internal static class PayloadValue
{
    private const int MaxOffsetMinutes = 14 * 60;

    /// <summary>Whether values of this type can be invalid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool NeedsCheck<T>()
        => typeof(T) == typeof(bool)
            || typeof(T) == typeof(DateTime)
            || typeof(T) == typeof(DateTimeOffset)
            || typeof(T) == typeof(DateOnly)
            || typeof(T) == typeof(TimeOnly)
            || typeof(T) == typeof(decimal)
            || typeof(T) == typeof(Rune);

    /// <summary>Whether a value read from raw memory is one its type could have made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid<T>(T value)
    {
        if (typeof(T) == typeof(DateTime))
        {
            return IsTicks(Unsafe.As<T, ulong>(ref value) & 0x3FFF_FFFF_FFFF_FFFF);
        }

        if (typeof(T) == typeof(DateTimeOffset))
        {
            return IsDateTimeOffset(Unsafe.As<T, DateTimeOffset>(ref value));
        }

        if (typeof(T) == typeof(DateOnly))
        {
            return (uint)Unsafe.As<T, DateOnly>(ref value).DayNumber <= (uint)DateOnly.MaxValue.DayNumber;
        }

        if (typeof(T) == typeof(TimeOnly))
        {
            return (ulong)Unsafe.As<T, TimeOnly>(ref value).Ticks < TimeSpan.TicksPerDay;
        }

        if (typeof(T) == typeof(decimal))
        {
            return IsDecimal(Unsafe.As<T, decimal>(ref value));
        }

        return typeof(T) != typeof(Rune) || Rune.IsValid(Unsafe.As<T, Rune>(ref value).Value);
    }

    /// <summary>Makes any non-zero byte of a <see cref="bool"/> 1: code compiled against it expects nothing else.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Normalize<T>(T value)
    {
        if (typeof(T) == typeof(bool))
        {
            bool normal = Unsafe.As<T, byte>(ref value) != 0;
            return Unsafe.As<bool, T>(ref normal);
        }

        return value;
    }

    private static bool IsTicks(ulong ticks) => ticks <= (ulong)DateTime.MaxValue.Ticks;

    private static bool IsDateTimeOffset(DateTimeOffset value)
    {
        long minutes = value.Offset.Ticks / TimeSpan.TicksPerMinute;
        return minutes is >= -MaxOffsetMinutes and <= MaxOffsetMinutes
            && IsTicks((ulong)value.UtcTicks)
            && IsTicks((ulong)(value.UtcTicks + value.Offset.Ticks));
    }

    private static bool IsDecimal(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        int scale = (parts[3] >> 16) & 0xFF;
        return (parts[3] & 0x7F00_FFFF) == 0 && scale <= 28;
    }
}
