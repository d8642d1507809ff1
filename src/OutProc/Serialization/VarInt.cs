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

    /// <summary>The smallest number that is its own byte.</summary>
    private const sbyte Min = -120;

    /// <summary>The bytes of a number of a signed type, such as a length.</summary>
    public static int SizeOfSigned(long value) => value switch
    {
        >= Min and <= sbyte.MaxValue => 1,
        >= sbyte.MinValue and < Min => 1 + sizeof(sbyte),
        >= short.MinValue and <= short.MaxValue => 1 + sizeof(short),
        >= int.MinValue and <= int.MaxValue => 1 + sizeof(int),
        _ => 1 + sizeof(long),
    };

    /// <summary>The bytes of a number of an unsigned type, such as an id.</summary>
    public static int SizeOfUnsigned(ulong value) => value switch
    {
        <= (ulong)sbyte.MaxValue => 1,
        <= ushort.MaxValue => 1 + sizeof(ushort),
        <= uint.MaxValue => 1 + sizeof(uint),
        _ => 1 + sizeof(ulong),
    };

    /// <summary>Writes a number of a signed type and returns its size.</summary>
    public static int WriteSigned(ref byte target, long value)
    {
        int size = SizeOfSigned(value);
        switch (size)
        {
            case 1:
                target = (byte)value;
                break;
            case 1 + sizeof(sbyte):
                target = unchecked((byte)SByte);
                Unsafe.Add(ref target, 1) = (byte)value;
                break;
            case 1 + sizeof(short):
                target = unchecked((byte)Int16);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), (short)value);
                break;
            case 1 + sizeof(int):
                target = unchecked((byte)Int32);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), (int)value);
                break;
            default:
                target = unchecked((byte)Int64);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), value);
                break;
        }

        return size;
    }

    /// <summary>Writes a number of an unsigned type and returns its size.</summary>
    public static int WriteUnsigned(ref byte target, ulong value)
    {
        int size = SizeOfUnsigned(value);
        switch (size)
        {
            case 1:
                target = (byte)value;
                break;
            case 1 + sizeof(ushort):
                target = unchecked((byte)UInt16);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), (ushort)value);
                break;
            case 1 + sizeof(uint):
                target = unchecked((byte)UInt32);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), (uint)value);
                break;
            default:
                target = unchecked((byte)UInt64);
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), value);
                break;
        }

        return size;
    }
}
