using System.ComponentModel;
using OutProc.Contracts;
using OutProc.Rpc;
using OutProc.Serialization;

namespace OutProc.CompilerServices;

/// <summary>
/// How emitted code writes and reads values declared as <see cref="Exception"/>: as text, in a byte collection, -1 for null. Part of the
/// surface between emitted code and the runtime.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadExceptions
{
    /// <summary>
    /// Writes type name, message, stack trace, data and inner exceptions, cut to fixed limits. Getters of the exception that throw leave a
    /// note in place of their text.
    /// </summary>
    /// <param name="writer">Where it is written.</param>
    /// <param name="value">The exception, or <c>null</c>.</param>
    /// <exception cref="PayloadException">The payload becomes larger than one message may be.</exception>
    public static void Write(ref PayloadWriter writer, Exception? value) => RemoteErrors.WriteValue(ref writer, value);

    /// <summary>
    /// Reads an exception: well-known types of the runtime as themselves, all others as <see cref="RemoteInvocationException"/>. No type is
    /// found by a name in the payload.
    /// </summary>
    /// <param name="reader">Where it is read from.</param>
    /// <returns>The exception, which was not thrown here and shows the stack of its sender, or <c>null</c>.</returns>
    /// <exception cref="PayloadException">The bytes are not what <see cref="Write"/> wrote.</exception>
    public static Exception? Read(ref PayloadReader reader) => RemoteErrors.ReadValue(ref reader);
}
