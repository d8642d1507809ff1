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

    /// <summary>The most memory, in bytes, that is allocated for a collection before its elements have been read.</summary>
    public const int MaxInitialBytes = 64 * 1024;

    /// <summary>
    /// What an element of a list, tree or table of nodes takes beside itself, in bytes: about the most of those of the framework.
    /// </summary>
    public const int NodeBytes = 64;

    /// <summary>The number of words that hold that many bits.</summary>
    public static int WordsOf(int bits) => (int)(((long)bits + 31) / 32);
}
