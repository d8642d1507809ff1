using System.Runtime.CompilerServices;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>How the items of shared queues, pipes, snapshots, maps and lists are written and read.</summary>
/// <remarks>
/// Types without references are their memory, text and bytes are known; for all others the generator registers a codec wherever a shared resource of the
/// type is named. Thread-safe.
/// </remarks>
/// <typeparam name="T">The items.</typeparam>
internal static class SharedCodec<T>
{
    private static volatile ItemCodec<T>? s_codec;

    /// <summary>Whether an item is nothing but its memory: copying it is all there is to do, but for <see cref="Check"/>.</summary>
    public static bool IsRaw => !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && s_codec is null;

    /// <summary>The first one counts.</summary>
    public static void Register(ItemCodec<T> codec) => Interlocked.CompareExchange(ref s_codec, codec, null);

    /// <exception cref="SharedResourceException">Nobody knows how such items are written.</exception>
    public static void Require()
    {
        if (!IsRaw && typeof(T) != typeof(string) && typeof(T) != typeof(byte[]))
        {
            Find();
        }
    }

    /// <exception cref="PayloadException">The item cannot be written.</exception>
    /// <exception cref="SharedResourceException">Nobody knows how such items are written.</exception>
    public static void Write(ref PayloadWriter writer, T value)
    {
        if (typeof(T) == typeof(string))
        {
            writer.WriteString((string?)(object?)value);
        }
        else if (typeof(T) == typeof(byte[]))
        {
            writer.WriteArray((byte[]?)(object?)value);
        }
        else if (IsRaw)
        {
            writer.WriteUnmanaged(value);
        }
        else
        {
            Find().Write(ref writer, value);
        }
    }

    /// <exception cref="PayloadException">The bytes are not what <see cref="Write"/> wrote.</exception>
    /// <exception cref="SharedResourceException">Nobody knows how such items are read.</exception>
    public static T Read(ref PayloadReader reader)
        => typeof(T) == typeof(string) ? (T)(object?)reader.ReadString()!
            : typeof(T) == typeof(byte[]) ? (T)(object?)reader.ReadArray<byte>()!
            : IsRaw ? reader.ReadChecked<T>()
            : Find().Read(ref reader);

    /// <summary>Writes an item into memory of its own.</summary>
    /// <returns>The bytes, which the caller owns.</returns>
    public static PayloadBuffer Encode(T value, PayloadOptions options)
    {
        PayloadBuffer buffer = PayloadBuffer.Rent();
        try
        {
            var writer = new PayloadWriter(buffer, options);
            Write(ref writer, value);
            writer.Complete();
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    /// <summary>Reads an item from bytes that nobody else can write.</summary>
    public static T Decode(ReadOnlySpan<byte> bytes, PayloadOptions options)
    {
        var reader = new PayloadReader(bytes, options);
        T value = Read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    /// <summary>Looks at bits that another process may have written: some are no value of their type.</summary>
    /// <exception cref="PayloadException">These are.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Check(T value)
        => !PayloadValue.NeedsCheck<T>() ? value
            : PayloadValue.IsValid(value) ? PayloadValue.Normalize(value)
            : throw new PayloadException($"What came out of shared memory is not a valid {typeof(T).Name}.");

    private static ItemCodec<T> Find()
    {
        if (s_codec is { } known)
        {
            return known;
        }

        // Who uses the type through code that does not name it relies on the module of the type itself.
        RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        return s_codec ?? throw new SharedResourceException(
            $"There is no code that writes and reads '{typeof(T)}' as an item of a shared resource. It is emitted where the source names a shared resource of "
            + $"that type, such as SharedQueue<{typeof(T).Name}>, in a project that uses OutProc; the type must be one that could be an argument of a call.");
    }
}
