using System.Runtime.CompilerServices;

namespace OutProc.Serialization;

/// <content>Packed bits.</content>
public ref partial struct PayloadWriter
{
    /// <summary>Writes truth values as their number and words of 32 bits, the first value in the lowest bit.</summary>
    /// <param name="value">The values, or <c>null</c>.</param>
    public void WriteBits(bool[]? value)
    {
        if (value is null)
        {
            WriteNullCollection();
            return;
        }

        WriteCollectionHeader(value.Length);
        for (int start = 0; start < value.Length; start += 32)
        {
            uint word = 0;
            int end = Math.Min(32, value.Length - start);
            for (int i = 0; i < end; i++)
            {
                word |= (value[start + i] ? 1u : 0u) << i;
            }

            Unsafe.WriteUnaligned(ref Take(sizeof(uint)), word);
        }
    }
}
