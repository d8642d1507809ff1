namespace OutProc.Chaos.Calls;

/// <summary>Data that belongs to one call: another call's bytes, or torn ones, do not match.</summary>
internal static class Pattern
{
    public static byte[] Create(long id, int size)
    {
        byte[] data = new byte[size];
        new Random((int)(id * 7919)).NextBytes(data);
        return data;
    }

    public static void Transform(long id, Span<byte> data)
    {
        byte key = (byte)((id * 31) | 1);
        foreach (ref byte value in data)
        {
            value ^= key;
        }

        data.Reverse();
    }

    public static long Sum(ReadOnlySpan<byte> data)
    {
        long sum = 0;
        for (int i = 0; i < data.Length; i++)
        {
            sum += (i + 1L) * data[i];
        }

        return sum;
    }

    public static string Refusal(long id) => $"Call {id} is refused.";
}
