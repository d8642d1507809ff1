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
    /// The most memory, in bytes, that reading one message may allocate beyond 8 bytes for each of its bytes. What is read is larger in
    /// memory than on the wire: text by a factor of two, an array of null references by a factor of eight. Only messages that are far from
    /// that, such as millions of empty objects, need more than the default.
    /// </summary>
    /// <value>The default is 64 MiB.</value>
    public long MaxMemoryBytes { get; init; } = 64L << 20;

    /// <summary>The shared resources of whoever writes and reads, by which a name in a payload becomes one of them; <c>null</c> for none.</summary>
    internal object? Resources { get; init; }
}
