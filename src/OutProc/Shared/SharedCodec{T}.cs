using System.Runtime.CompilerServices;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>How values of a type become the bytes that lie in a shared resource, and values again.</summary>
/// <remarks>
/// Thread-safe. Values without references, text and bytes need nothing else; what the methods of other types are, generated code tells by
/// <see cref="Register"/> before any of them is used.
/// </remarks>
internal static class SharedCodec<T>
{
    private static PayloadWrite<T>? s_write;
    private static PayloadRead<T>? s_read;

    static SharedCodec()
    {
        if (typeof(T) == typeof(string))
        {
            s_write = (PayloadWrite<T>)(object)(PayloadWrite<string?>)(static (ref PayloadWriter writer, string? value) => writer.WriteString(value));
            s_read = (PayloadRead<T>)(object)(PayloadRead<string?>)(static (ref PayloadReader reader) => reader.ReadString());
        }
        else if (typeof(T) == typeof(byte[]))
        {
            s_write = (PayloadWrite<T>)(object)(PayloadWrite<byte[]?>)(static (ref PayloadWriter writer, byte[]? value) => writer.WriteArray(value));
            s_read = (PayloadRead<T>)(object)(PayloadRead<byte[]?>)(static (ref PayloadReader reader) => reader.ReadArray<byte>());
        }
        else if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            s_write = static (ref PayloadWriter writer, T value) => writer.WriteUnmanaged(value);
            s_read = static (ref PayloadReader reader) => reader.ReadChecked<T>();
        }
    }

    /// <summary>Whether values of the type can be written.</summary>
    public static bool IsKnown => Volatile.Read(ref s_read) is not null;

    /// <summary>Tells how values of the type are written and read. The last one told counts.</summary>
    public static void Register(PayloadWrite<T> write, PayloadRead<T> read)
    {
        s_write = write;
        Volatile.Write(ref s_read, read);
    }

    /// <exception cref="SharedResourceException">Nothing is known of the type.</exception>
    /// <exception cref="PayloadException">The value cannot be written.</exception>
    public static void Write(ref PayloadWriter writer, T value) => (s_write ?? throw Unknown())(ref writer, value);

    /// <exception cref="SharedResourceException">Nothing is known of the type.</exception>
    /// <exception cref="PayloadException">The bytes are no such value.</exception>
    public static T Read(ref PayloadReader reader) => (s_read ?? throw Unknown())(ref reader);

    private static SharedResourceException Unknown()
        => new($"Nothing is known of how a {typeof(T)} crosses to another process. Code for it is generated where its name is written in the type of a "
            + "shared resource, such as SharedList<Order>; a type argument that is only known at run time is not seen there.");
}
