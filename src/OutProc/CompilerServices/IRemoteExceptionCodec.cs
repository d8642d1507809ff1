using System.ComponentModel;
using OutProc.Serialization;

namespace OutProc.CompilerServices;

/// <summary>How emitted code sends an exception type that keeps its type: what it adds to its base, and how it is made again.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRemoteExceptionCodec
{
    /// <summary>The exception type.</summary>
    static abstract Type ExceptionType { get; }

    /// <summary>Writes the properties that the type adds.</summary>
    /// <param name="writer">Where they are written.</param>
    /// <param name="exception">The exception, of exactly that type.</param>
    static abstract void Write(ref PayloadWriter writer, Exception exception);

    /// <summary>Makes the exception again.</summary>
    /// <param name="reader">Where its properties are read from.</param>
    /// <param name="message">Its message.</param>
    /// <param name="innerException">Its inner exception, or <c>null</c>.</param>
    /// <returns>The exception.</returns>
    static abstract Exception Read(ref PayloadReader reader, string message, Exception? innerException);
}
