using System.ComponentModel;
using OutProc.Serialization;

namespace OutProc.CompilerServices;

/// <summary>The arguments or the result of one method, as one payload. Implemented by emitted structs.</summary>
/// <typeparam name="TSelf">The struct itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPayload<TSelf>
    where TSelf : struct, IPayload<TSelf>
{
    /// <summary>
    /// The largest number of bytes <see cref="Write"/> can write, when that is known and writing runs no user code (unmanaged values only);
    /// otherwise -1.
    /// </summary>
    static abstract int MaxSize { get; }

    /// <summary>Writes the values in order.</summary>
    /// <param name="writer">Where to write.</param>
    void Write(ref PayloadWriter writer);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="reader">Where to read.</param>
    /// <returns>The values.</returns>
    static abstract TSelf Read(ref PayloadReader reader);
}
