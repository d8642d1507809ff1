using System.Buffers.Binary;

namespace OutProc.Conformance.Fuzzing;

/// <summary>Makes inputs out of valid payloads: each by one to five mutations, the same for the same seed and number.</summary>
internal sealed class Mutator(IReadOnlyList<CorpusEntry> corpus, ulong seed)
{
    private const int MaxMutations = 5;
    private const int MaxInserted = 64;
    private const int MaxLength = 1 << 20;

    /// <summary>Numbers at which lengths, counts, headers and products of them go wrong.</summary>
    private static readonly long[] s_interesting =
    [
        0, 1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 63, 64, 100, 119, 120, 121, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136,
        248, 249, 250, 251, 252, 253, 254, 255, 256, 1000, 4096, 32767, 32768, 65535, 65536, 0x10000000, 0x20000000, 0x3FFFFFFF, 0x40000000,
        int.MaxValue - 1, int.MaxValue, 0x80000000, uint.MaxValue, long.MaxValue,
        -1, -2, -3, -4, -5, -8, -100, -120, -121, -128, -129, -32768, int.MinValue, int.MinValue + 1, int.MinValue + 3, int.MinValue + 4,
        long.MinValue,
    ];

    private ulong _state;

    /// <summary>The input of that number, and the entry whose type it is read as.</summary>
    public (CorpusEntry Entry, byte[] Input) Make(long number)
    {
        _state = seed ^ ((ulong)number * 0x9E3779B97F4A7C15);
        CorpusEntry entry = corpus[Next(corpus.Count)];
        var bytes = new List<byte>(entry.Bytes);
        for (int mutations = 1 + Next(MaxMutations); mutations > 0; mutations--)
        {
            Mutate(bytes);
        }

        return (entry, [.. bytes]);
    }

    private void Mutate(List<byte> bytes)
    {
        switch (Next(10))
        {
            case 0 when bytes.Count > 0:
                bytes[Next(bytes.Count)] ^= (byte)(1 << Next(8));
                break;
            case 1 when bytes.Count > 0:
                bytes[Next(bytes.Count)] = (byte)Next(256);
                break;
            case 2 when bytes.Count > 0:
                bytes.RemoveRange(Next(bytes.Count), 1);
                break;
            case 3 when bytes.Count > 0:
                int from = Next(bytes.Count);
                bytes.RemoveRange(from, Next(bytes.Count - from) + 1);
                break;
            case 4:
                bytes.InsertRange(Next(bytes.Count + 1), Enumerable.Repeat((byte)Next(256), Next(MaxInserted)));
                break;
            case 5 when bytes.Count is > 0 and < MaxLength:
                int start = Next(bytes.Count);
                bytes.InsertRange(Next(bytes.Count + 1), bytes.GetRange(start, Next(bytes.Count - start) + 1));
                break;
            case 6:
                byte[] other = corpus[Next(corpus.Count)].Bytes;
                int offset = Next(other.Length + 1);
                bytes.InsertRange(Next(bytes.Count + 1), other[offset..(offset + Next(Math.Min(MaxInserted, other.Length - offset) + 1))]);
                break;
            default:
                Overwrite(bytes);
                break;
        }
    }

    private void Overwrite(List<byte> bytes)
    {
        long value = Next(4) == 0 ? bytes.Count + Next(9) - 4 : s_interesting[Next(s_interesting.Length)];
        Span<byte> image = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(image, value);
        int size = 1 << Next(4);
        int offset = Next(bytes.Count + 1);
        for (int i = 0; i < size; i++)
        {
            if (offset + i < bytes.Count)
            {
                bytes[offset + i] = image[i];
            }
            else
            {
                bytes.Add(image[i]);
            }
        }
    }

    /// <summary>A number below <paramref name="limit"/>, by SplitMix64.</summary>
    private int Next(int limit)
    {
        ulong mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)limit);
    }
}
