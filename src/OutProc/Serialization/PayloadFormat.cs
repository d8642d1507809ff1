using OutProc.Contracts;

namespace OutProc.Serialization;

/// <summary>The numbers of the MemoryPack format that mean something, and those of the limits around it.</summary>
internal static class PayloadFormat
{
    /// <summary>The object header of null. 250 to 254 are reserved.</summary>
    public const byte NullObject = 255;

    /// <summary>
    /// In place of an object header: a reference to an object that was there before. In place of the number of a union: a larger number
    /// follows.
    /// </summary>
    public const byte Wide = 250;

    /// <summary>The most members an object header can count.</summary>
    public const int MaxMembers = 249;

    /// <summary>The header of a null collection or string.</summary>
    public const int NullCollection = -1;

    /// <summary>
    /// The stack is checked on every eighth level: eight frames of formatters fit the 64 KiB that one check guarantees many times over.
    /// </summary>
    public const int StackCheckMask = 7;

    /// <summary>
    /// The most memory, in bytes, that is allocated for a collection before its elements have been read, unless the bytes that claim it
    /// are there and <see cref="MemoryPerByte"/> allows more.
    /// </summary>
    public const int MaxInitialBytes = 64 * 1024;

    /// <summary>The memory, in bytes, that each byte of a message may take without question: a reference for each null.</summary>
    public const int MemoryPerByte = 8;

    /// <summary>How many objects are read between two looks at the memory they took.</summary>
    public const int MemoryCheckInterval = 16;

    /// <summary>What a hash table stores beside each entry, in bytes: its hash, the next entry, and an entry of the table itself.</summary>
    public const int HashOverhead = 16;

    /// <summary>Memory that is about to be taken is looked at at once from this size up.</summary>
    public const int MemoryCheckSize = 4096;

    /// <summary>
    /// What an element of a list, tree or table of nodes takes beside itself, in bytes: about the most of those of the framework.
    /// </summary>
    public const int NodeBytes = 64;

    /// <summary>Arrays from this size up, in bytes, are referenced by the payload; copying smaller ones costs less than a segment.</summary>
    public const int MinSegment = 32 << 10;

    /// <summary>The number of words that hold that many bits.</summary>
    public static int WordsOf(int bits) => (int)(((long)bits + 31) / 32);

    public static PayloadException TooLarge(int maxBytes)
        => new($"The payload is larger than {maxBytes} bytes, the limit of one message.");
}
