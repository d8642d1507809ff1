namespace OutProc.Serialization;

/// <summary>The limits a payload is written and read under.</summary>
public sealed record PayloadOptions
{
    /// <summary>The limits used where none are given.</summary>
    public static PayloadOptions Default { get; } = new();

    /// <summary>How deep objects may be nested.</summary>
    /// <value>The default is 64.</value>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The largest payload of one message, in bytes.</summary>
    /// <value>The default is 256 MiB. At most <see cref="Array.MaxLength"/>.</value>
    public int MaxMessageBytes { get; init; } = 256 << 20;

    /// <summary>
    /// The most memory, in bytes, that the collections of one message may take when it is read. Elements can be larger in memory than on
    /// the wire, so that <see cref="MaxMessageBytes"/> does not bound it.
    /// </summary>
    /// <value>The default is 1 GiB.</value>
    public long MaxMemoryBytes { get; init; } = 1L << 30;
}
