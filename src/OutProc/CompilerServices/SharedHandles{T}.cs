using System.ComponentModel;
using OutProc.Contracts;
using OutProc.Serialization;
using OutProc.Shared;

namespace OutProc.CompilerServices;

/// <summary>How emitted code writes and reads handles of open files and sockets: as a number by which the receiver finds the descriptor that travels
/// beside the message. Part of the surface between emitted code and the runtime.</summary>
/// <typeparam name="T">The type of the handle's value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable CA1000 // Emitted code names the type anyway; this is the form that all formatters have.
public static class SharedHandles<T>
    where T : class, IDisposable
{
    /// <summary>Writes the number of the handle, and puts a copy of its descriptor beside the message.</summary>
    /// <param name="writer">Where it is written.</param>
    /// <param name="value">The handle, or <c>null</c>.</param>
    /// <exception cref="SharedResourceException">It is closed, or cannot be sent there.</exception>
    public static void Write(ref PayloadWriter writer, SharedHandle<T>? value)
    {
        if (value is null)
        {
            writer.WriteUnmanaged(0L);
            return;
        }

        if (writer.Resources is null)
        {
            throw new SharedResourceException("A handle can be sent to the workers of a pool and by them, and nowhere else.");
        }

        writer.WriteUnmanaged(SharedHandleValues.Attach(ref writer, value.Value));
    }

    /// <summary>Finds the handle that was written.</summary>
    /// <param name="reader">Where it is read from.</param>
    /// <returns>A handle of this process's own, or <c>null</c>.</returns>
    /// <exception cref="SharedResourceException">Its descriptor did not come.</exception>
    public static SharedHandle<T>? Read(ref PayloadReader reader)
    {
        long ticket = reader.ReadUnmanaged<long>();
        return ticket == 0 ? null
            : reader.Resources is SharedResources resources ? new SharedHandle<T>(SharedHandleValues.Take<T>(resources, ticket))
            : throw new SharedResourceException("A handle can be received by the workers of a pool and their host, and nowhere else.");
    }
}
