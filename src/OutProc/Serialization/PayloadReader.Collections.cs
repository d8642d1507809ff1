using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OutProc.Contracts;

namespace OutProc.Serialization;

/// <content>Collections: what they may claim, and how much is allocated before they have proved it.</content>
public ref partial struct PayloadReader
{
    /// <summary>Reads the header of a collection and checks that its elements can be present.</summary>
    /// <param name="minElementSize">The smallest number of bytes one element takes; at least 1.</param>
    /// <param name="count">The number of elements that follow.</param>
    /// <returns><c>false</c> when the collection is null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadCollectionHeader(int minElementSize, out int count)
    {
        count = ReadUnmanaged<int>();
        if (count == PayloadFormat.NullCollection)
        {
            return false;
        }

        long size = (long)count * minElementSize;
        if (count < 0 || size > Math.Min(Remaining, _claimable))
        {
            ThrowCollectionHeader(count, minElementSize);
        }

        _claimable -= (int)size;
        if (--_untilMemoryCheck < 0)
        {
            CheckMemory(0);
        }

        return true;
    }

    /// <summary>
    /// The capacity to begin a collection with. Elements in memory can be far larger than the bytes that claim them; such a collection of
    /// more than 64 KiB grows as its elements arrive.
    /// </summary>
    /// <typeparam name="T">What the collection stores for each element.</typeparam>
    /// <param name="count">The number of elements claimed.</param>
    /// <param name="overhead">What the collection needs beside each element, in bytes.</param>
    /// <returns>The capacity, at most <paramref name="count"/>.</returns>
    public int InitialCapacity<T>(int count, int overhead = 0)
    {
        int size = Unsafe.SizeOf<T>() + overhead;
        int capacity = count;
        if ((long)count * size > Math.Max(PayloadFormat.MaxInitialBytes, (long)Remaining * PayloadFormat.MemoryPerByte))
        {
            capacity = Math.Max(1, PayloadFormat.MaxInitialBytes / size);
        }

        ChargeBytes((long)capacity * size);
        return capacity;
    }

    /// <summary>Grows an array that is being read to hold more of its elements.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="items">The array, full so far.</param>
    /// <param name="count">The number of elements claimed.</param>
    public void Grow<T>(ref T[] items, int count)
    {
        int capacity = (int)Math.Min(items.Length * 2L, count);
        ChargeBytes((long)capacity * Unsafe.SizeOf<T>());
        Array.Resize(ref items, capacity);
    }

    /// <summary>Reads an array of values without references.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The array, or <c>null</c>.</returns>
    public T[]? ReadArray<T>()
    {
        if (!TryReadCollectionHeader(Unsafe.SizeOf<T>(), out int count))
        {
            return null;
        }

        if (TakeSegment<T>(count) is { } whole)
        {
            Check<T>(whole);
            return whole;
        }

        T[] items = AllocateArray<T>(count);
        ReadSpan<T>(items);
        return items;
    }

    /// <summary>Reads a list of values without references.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The list, or <c>null</c>.</returns>
    public List<T>? ReadList<T>()
    {
        if (!TryReadCollectionHeader(Unsafe.SizeOf<T>(), out int count))
        {
            return null;
        }

        List<T> items = AllocateList<T>(count);
        ReadSpan(CollectionsMarshal.AsSpan(items));
        return items;
    }

    /// <summary>Reads memory of values without references; a null collection is empty memory.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The memory, private to the caller.</returns>
    public Memory<T> ReadMemory<T>()
        => ReadArray<T>();

    /// <summary>Reads memory of values without references; a null collection is empty memory.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The memory, private to the caller.</returns>
    public ReadOnlyMemory<T> ReadReadOnlyMemory<T>()
        => ReadArray<T>();

    /// <summary>Reads a segment of values without references; a null collection is the default segment.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The segment, private to the caller.</returns>
    public ArraySegment<T> ReadArraySegment<T>() => ReadArray<T>() is { } items ? new ArraySegment<T>(items) : default;

    /// <summary>
    /// Reads the header of an array of two to four dimensions and checks that they fit each other and that the elements can be present.
    /// </summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="lengths">The length of each dimension, as read.</param>
    /// <param name="minElementSize">The smallest number of bytes one element takes; at least 1.</param>
    /// <param name="count">The number of elements that follow.</param>
    /// <returns><c>false</c> when the array is null.</returns>
    public bool TryReadGridHeader<T>(scoped Span<int> lengths, int minElementSize, out int count)
    {
        count = 0;
        if (!TryReadTupleHeader(lengths.Length + 1))
        {
            return false;
        }

        Int128 product = 1;
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = ReadUnmanaged<int>();
            product *= lengths[i];
            if ((uint)lengths[i] > (uint)Array.MaxLength)
            {
                throw Invalid($"an array has a dimension of length {lengths[i]}");
            }
        }

        if (!TryReadCollectionHeader(minElementSize, out count) || count != product)
        {
            throw Invalid($"an array of {string.Join(" x ", lengths.ToArray())} does not have {count} elements");
        }

        ChargeBytes((long)count * Unsafe.SizeOf<T>());
        return true;
    }

    /// <summary>Counts the objects that a collection makes for each of its elements against the memory limit of the message.</summary>
    /// <param name="count">The number of elements.</param>
    public void ChargeNodes(int count) => ChargeBytes((long)count * PayloadFormat.NodeBytes);

    /// <summary>Reads values without references, without a header.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <param name="values">Where they are put.</param>
    public void ReadSpan<T>(Span<T> values)
    {
        CopySpan(values);
        Check(values);
    }

    /// <summary>Makes a group of a key and elements that were read.</summary>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="elements">The elements.</param>
    /// <returns>The group.</returns>
    public readonly IGrouping<TKey, TElement> ToGrouping<TKey, TElement>(TKey key, IEnumerable<TElement>? elements)
    {
        TElement[] items = elements as TElement[] ?? throw Invalid("a group has no elements, not even an empty collection");
        return new PayloadGrouping<TKey, TElement>(key, items);
    }

    /// <summary>Makes a lookup of groups that were read. Keys can be neither null nor there twice.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TElement">The type of the elements.</typeparam>
    /// <param name="groups">The groups.</param>
    /// <returns>The lookup.</returns>
    public ILookup<TKey, TElement> ToLookup<TKey, TElement>(IGrouping<TKey, TElement>[] groups)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(groups);
        var groupsByKey = new Dictionary<TKey, IGrouping<TKey, TElement>>(groups.Length);
        foreach (IGrouping<TKey, TElement>? group in groups)
        {
            if (group is null)
            {
                throw Invalid("a lookup has a null group");
            }

            AddEntry(groupsByKey, group.Key, group);
        }

        return new PayloadLookup<TKey, TElement>(groups, groupsByKey);
    }

    /// <summary>Adds an element that was read. One that is there already is left out, as the real library does.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="items">The set being read.</param>
    /// <param name="item">The element.</param>
    public void AddItem<T>(HashSet<T> items, T item)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == items.Capacity)
        {
            ChargeGrowth<T>(items.Count);
        }

        items.Add(item);
    }

    /// <summary>Adds an entry that was read. Keys can be neither null nor there already.</summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="entries">The dictionary being read.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public void AddEntry<TKey, TValue>(Dictionary<TKey, TValue> entries, TKey key, TValue value)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(entries);
        RequireKey(key);
        if (entries.Count == entries.Capacity)
        {
            ChargeGrowth<KeyValuePair<TKey, TValue>>(entries.Count);
        }

        if (!entries.TryAdd(key, value))
        {
            throw DuplicateKey();
        }
    }

    /// <summary>
    /// As <see cref="AddEntry{TKey, TValue}(Dictionary{TKey, TValue}, TKey, TValue)"/>, for dictionaries of the user's own.
    /// </summary>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="entries">The dictionary being read.</param>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    public readonly void AddEntry<TKey, TValue>(IDictionary<TKey, TValue> entries, TKey key, TValue value)
    {
        ArgumentNullException.ThrowIfNull(entries);
        RequireKey(key);
        if (entries.ContainsKey(key))
        {
            throw DuplicateKey();
        }

        entries.Add(key, value);
    }

    private T[] AllocateArray<T>(int count)
    {
        long size = (long)count * Unsafe.SizeOf<T>();
        ChargeBytes(size);

        // Up to here clearing costs less than it saves: it brings the fresh memory into the cache, which the copy needs anyway.
        const int MaxCleared = 16 << 10;
        return count == 0 ? [] : size <= MaxCleared ? new T[count] : GC.AllocateUninitializedArray<T>(count);
    }

    private List<T> AllocateList<T>(int count)
    {
        ChargeBytes((long)count * Unsafe.SizeOf<T>());
        var items = new List<T>(count);
        CollectionsMarshal.SetCount(items, count);
        return items;
    }

    private void CopySpan<T>(Span<T> values)
    {
        RawMemory.Require<T>();
        int size = values.Length * Unsafe.SizeOf<T>();
        ref byte target = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values));
        if (size > 0 && (_segmented is null || !TryCopySegment(ref target, size)))
        {
            Unsafe.CopyBlockUnaligned(ref target, ref Take(size), (uint)size);
        }
    }

    private readonly PayloadException InvalidElement(Type type, int index)
    {
        PayloadException exception = InvalidValue(type);
        exception.At($"[{index}]");
        return exception;
    }

    private readonly void RequireKey<TKey>(TKey key)
    {
        if (key is null)
        {
            throw Invalid("a dictionary has a null key");
        }
    }

    private readonly PayloadException DuplicateKey() => Invalid("a dictionary has the same key twice");

    private readonly void ThrowCollectionHeader(int count, int minElementSize) => throw Invalid(
        $"a collection claims {count} elements of at least {minElementSize} bytes, but {Remaining} bytes remain");

    private readonly void Check<T>(Span<T> values)
    {
        if (!PayloadValue.NeedsCheck<T>())
        {
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!PayloadValue.IsValid(values[i]))
            {
                throw InvalidElement(typeof(T), i);
            }

            values[i] = PayloadValue.Normalize(values[i]);
        }
    }
}
