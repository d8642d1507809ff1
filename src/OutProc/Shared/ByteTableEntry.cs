namespace OutProc.Shared;

/// <summary>An entry of a <see cref="ByteTable"/>.</summary>
internal struct ByteTableEntry
{
    /// <summary>The key; <c>null</c> when the entry is free.</summary>
    public byte[]? Key;

    /// <summary>The value. Never changed: a new value is a new array.</summary>
    public byte[] Value;

    /// <summary>Another number for each value that was ever there.</summary>
    public long Version;

    /// <summary>The hash of the key.</summary>
    public uint Hash;

    /// <summary>The index of the next entry of the bucket or of the free list, or -1.</summary>
    public int Next;
}
