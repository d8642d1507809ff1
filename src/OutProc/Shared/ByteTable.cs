namespace OutProc.Shared;

/// <summary>
/// A hash table whose keys are bytes. An entry keeps its index as long as it is there, so that it can be walked through while it changes.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class ByteTable
{
    private const int FirstSize = 16;
    private const int None = -1;

    private int[] _buckets = new int[FirstSize];
    private ByteTableEntry[] _entries = new ByteTableEntry[FirstSize];
    private int _free = None;

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>One more than the highest index that was ever in use.</summary>
    public int End { get; private set; }

    /// <summary>An entry by its index. Its key is <c>null</c> where there is none.</summary>
    public ref ByteTableEntry this[int index] => ref _entries[index];

    /// <returns>The index of a key, or -1.</returns>
    public int Find(ReadOnlySpan<byte> key)
    {
        uint hash = HashOf(key);
        int index = _buckets[hash & (uint)(_buckets.Length - 1)] - 1;
        while (index >= 0)
        {
            ref ByteTableEntry entry = ref _entries[index];
            if (entry.Hash == hash && key.SequenceEqual(entry.Key))
            {
                break;
            }

            index = entry.Next;
        }

        return index;
    }

    /// <summary>Adds a key that is not there.</summary>
    /// <returns>Its index.</returns>
    public int Add(ReadOnlySpan<byte> key)
    {
        int index = _free;
        if (index >= 0)
        {
            _free = _entries[index].Next;
        }
        else
        {
            if (End == _entries.Length)
            {
                Grow();
            }

            index = End++;
        }

        ref ByteTableEntry entry = ref _entries[index];
        entry.Key = key.ToArray();
        entry.Hash = HashOf(key);
        Link(index);
        Count++;
        return index;
    }

    /// <summary>Takes an entry away that is there.</summary>
    public void Remove(int index)
    {
        ref ByteTableEntry entry = ref _entries[index];
        ref int link = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
        if (link - 1 == index)
        {
            link = entry.Next + 1;
        }
        else
        {
            int before = link - 1;
            while (_entries[before].Next != index)
            {
                before = _entries[before].Next;
            }

            _entries[before].Next = entry.Next;
        }

        entry = new ByteTableEntry { Next = _free };
        _free = index;
        Count--;
    }

    /// <summary>Takes all entries away.</summary>
    public void Clear()
    {
        _buckets = new int[FirstSize];
        _entries = new ByteTableEntry[FirstSize];
        _free = None;
        Count = 0;
        End = 0;
    }

    /// <summary>Seeded anew in each process: who chooses the keys cannot choose where they fall.</summary>
    private static uint HashOf(ReadOnlySpan<byte> key)
    {
        var hash = default(HashCode);
        hash.AddBytes(key);
        return (uint)hash.ToHashCode();
    }

    private void Link(int index)
    {
        ref ByteTableEntry entry = ref _entries[index];
        ref int bucket = ref _buckets[entry.Hash & (uint)(_buckets.Length - 1)];
        entry.Next = bucket - 1;
        bucket = index + 1;
    }

    private void Grow()
    {
        // Full, so there are no free entries whose links would have to be kept.
        Array.Resize(ref _entries, End * 2);
        _buckets = new int[_entries.Length];
        for (int index = 0; index < End; index++)
        {
            Link(index);
        }
    }
}
