using System.ComponentModel;
using OutProc.Serialization;

namespace OutProc.CompilerServices;

/// <summary>How emitted code writes and reads the items of shared queues, pipes, snapshots, maps and lists. Part of the surface of emitted code.</summary>
/// <typeparam name="T">The items.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISharedItemCodec<T>
{
    /// <summary>Writes one item.</summary>
    /// <param name="writer">Where it is written.</param>
    /// <param name="value">The item.</param>
    static abstract void Write(ref PayloadWriter writer, T value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Where it is read from.</param>
    /// <returns>The item.</returns>
    static abstract T Read(ref PayloadReader reader);
}
