using System.Runtime.CompilerServices;

namespace OutProc.Serialization;

/// <summary>
/// Numbers of variable length: one signed byte from -120 up is the number itself, one below says which integer follows.
/// </summary>
internal static class VarInt
{
    public const sbyte Byte = -121;
    public const sbyte SByte = -122;
    public const sbyte UInt16 = -123;
    public const sbyte Int16 = -124;
    public const sbyte UInt32 = -125;
    public const sbyte Int32 = -126;
    public const sbyte UInt64 = -127;
    public const sbyte Int64 = -128;

    /// <summary>The bytes of a length, which is not negative.</summary>
    public static int SizeOf(int value) => value switch
    {
        <= sbyte.MaxValue => 1,
        <= short.MaxValue => 1 + sizeof(short),
        _ => 1 + sizeof(int),
    };

    /// <summary>The bytes of an id.</summary>
    public static int SizeOf(uint value) => value switch
    {
        <= (uint)sbyte.MaxValue => 1,
        <= ushort.MaxValue => 1 + sizeof(ushort),
        _ => 1 + sizeof(uint),
    };

    /// <summary>Writes a length, which is not negative, and returns its size.</summary>
    public static int Write(ref byte target, int value)
    {
        int size = SizeOf(value);
        switch (size)
        {
            case 1:
                target = (byte)value;
                break;
            case 1 + sizeof(short):
                target = unchecked((byte)Int16);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), (short)value);
                break;
            default:
                target = unchecked((byte)Int32);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), value);
                break;
        }

        return size;
    }

    /// <summary>Writes an id and returns its size.</summary>
    public static int Write(ref byte target, uint value)
    {
        int size = SizeOf(value);
        switch (size)
        {
            case 1:
                target = (byte)value;
                break;
            case 1 + sizeof(ushort):
                target = unchecked((byte)UInt16);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), (ushort)value);
                break;
            default:
                target = unchecked((byte)UInt32);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), value);
                break;
        }

        return size;
    }
}
