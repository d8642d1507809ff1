using System.Numerics;
using System.Runtime.InteropServices;
using OutProc.Shared;

namespace OutProc.Compare.Probes;

/// <summary>Works on memory that it shares with its host.</summary>
[RemoteWorker]
public sealed class MemoryProbe
{
    public const string Numbers = "numbers";
    public const string Items = "items";

    public long Sum(SharedArray<long> numbers)
    {
        Vector<long> sums = Vector<long>.Zero;
        foreach (Vector<long> some in MemoryMarshal.Cast<long, Vector<long>>(numbers.Span))
        {
            sums += some;
        }

        return Vector.Sum(sums);
    }

    /// <summary>Reads items one by one.</summary>
    public async Task<long> DrainAsync(SharedQueue<int> items, int count)
    {
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += await items.ReadAsync();
        }

        return sum;
    }
}
