namespace OutProc.Serialization;

/// <summary>Makes the arrays in which segments are received, of the type their reader will most likely ask for.</summary>
internal static class SegmentArrays
{
    /// <summary>What the elements of an array are, as far as the receiver can make such an array before it knows the message.</summary>
    public static TypeCode ElementsOf(Array array) => Type.GetTypeCode(array.GetType().GetElementType());

    /// <summary>Makes an array of that many bytes, not cleared.</summary>
    /// <param name="elements">What its elements are; bytes where the number of bytes does not fit, or the type is none of the simple ones.</param>
    /// <param name="size">The number of bytes.</param>
    public static Array Allocate(TypeCode elements, int size) => elements switch
    {
        TypeCode.Boolean => GC.AllocateUninitializedArray<bool>(size),
        TypeCode.Char when size % sizeof(char) == 0 => GC.AllocateUninitializedArray<char>(size / sizeof(char)),
        TypeCode.SByte => GC.AllocateUninitializedArray<sbyte>(size),
        TypeCode.Int16 when size % sizeof(short) == 0 => GC.AllocateUninitializedArray<short>(size / sizeof(short)),
        TypeCode.UInt16 when size % sizeof(ushort) == 0 => GC.AllocateUninitializedArray<ushort>(size / sizeof(ushort)),
        TypeCode.Int32 when size % sizeof(int) == 0 => GC.AllocateUninitializedArray<int>(size / sizeof(int)),
        TypeCode.UInt32 when size % sizeof(uint) == 0 => GC.AllocateUninitializedArray<uint>(size / sizeof(uint)),
        TypeCode.Int64 when size % sizeof(long) == 0 => GC.AllocateUninitializedArray<long>(size / sizeof(long)),
        TypeCode.UInt64 when size % sizeof(ulong) == 0 => GC.AllocateUninitializedArray<ulong>(size / sizeof(ulong)),
        TypeCode.Single when size % sizeof(float) == 0 => GC.AllocateUninitializedArray<float>(size / sizeof(float)),
        TypeCode.Double when size % sizeof(double) == 0 => GC.AllocateUninitializedArray<double>(size / sizeof(double)),
        _ => GC.AllocateUninitializedArray<byte>(size),
    };
}
