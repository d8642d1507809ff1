namespace OutProc.Serialization;

/// <content>Packed bits.</content>
public ref partial struct PayloadReader
{
    private const int BitsPerWord = 32;

    /// <summary>Reads truth values that were packed into words of 32 bits.</summary>
    /// <returns>The values, or <c>null</c>.</returns>
    public bool[]? ReadBits()
    {
        int count = ReadUnmanaged<int>();
        if (count == PayloadFormat.NullCollection)
        {
            return null;
        }

        long words = ((long)count + BitsPerWord - 1) / BitsPerWord;
        if (count < 0 || words * sizeof(uint) > Remaining)
        {
            throw Invalid($"an array claims {count} bits, but {Remaining} bytes remain");
        }

        bool[] values = new bool[count];
        for (int start = 0; start < count; start += BitsPerWord)
        {
            uint word = ReadUnmanaged<uint>();
            int end = Math.Min(BitsPerWord, count - start);
            for (int i = 0; i < end; i++)
            {
                values[start + i] = (word >> i & 1) != 0;
            }
        }

        return values;
    }
}
