using System.Text;

namespace OutProc.Generators.Helpers;

/// <summary>Hashes of text that are the same in every process and release.</summary>
internal static class StableHash
{
    /// <summary>FNV-1a, 32 bits, of the UTF-8 form.</summary>
    public static uint Fnv1a32(string text)
    {
        uint hash = 2166136261;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 16777619);
        }

        return hash;
    }

    /// <summary>FNV-1a, 64 bits, of the UTF-8 form.</summary>
    public static ulong Fnv1a64(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ value) * 1099511628211);
        }

        return hash;
    }
}
