using System.Runtime.InteropServices;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>The first words of the memory of a snapshot; its versions follow, in turn, on pages of their own.</summary>
[StructLayout(LayoutKind.Explicit, Size = HeaderSize)]
internal struct SnapshotLayout
{
    /// <summary>So many versions have to be published before the memory of one that is being read is written to again.</summary>
    public const int Buffers = 4;

    private const int HeaderSize = 4096;

    /// <summary>The newest version that is whole; 0 before the first.</summary>
    [FieldOffset(0)]
    public long Version;

    /// <summary>For each buffer the version that is in it, or 0 while one is being written there.</summary>
    [FieldOffset(64)]
    public unsafe fixed long Versions[Buffers];

    /// <summary>For each buffer the bytes of its version.</summary>
    [FieldOffset(128)]
    public unsafe fixed int Lengths[Buffers];

    /// <summary>The bytes of memory for versions of that size.</summary>
    /// <exception cref="SharedResourceException">So much memory has no address.</exception>
    public static long LengthOf(string name, int maxBytes)
    {
        long length = HeaderSize + (Buffers * StrideOf(maxBytes));
        return length <= 1L << 40 ? length : throw new SharedResourceException($"'{name}' would need {length >> 30} GiB of addresses.", name);
    }

    /// <summary>Where the bytes of a version lie.</summary>
    public static long OffsetOf(long version, int maxBytes) => HeaderSize + (IndexOf(version) * StrideOf(maxBytes));

    public static int IndexOf(long version) => (int)version & (Buffers - 1);

    private static long StrideOf(int maxBytes)
    {
        long page = Environment.SystemPageSize;
        return (maxBytes + page - 1) / page * page;
    }
}
