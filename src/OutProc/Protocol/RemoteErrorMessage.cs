using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>An exception as text: nothing in it is ever used to find a type or to run code.</summary>
internal sealed record RemoteErrorMessage : IMessage<RemoteErrorMessage>
{
    /// <summary>The most exceptions in one message, inner ones included.</summary>
    public const int MaxErrors = 32;

    /// <summary>The longest chain of inner exceptions.</summary>
    public const int MaxNesting = 16;

    /// <summary>The longest message, stack trace and value, in characters.</summary>
    public const int MaxText = 64 << 10;

    /// <summary>The most entries of <see cref="Data"/>.</summary>
    public const int MaxData = 64;

    /// <summary>The most bytes of <see cref="Properties"/>.</summary>
    public const int MaxProperties = 64 << 10;

    /// <summary>Four texts, three collections, HResult, code and flag.</summary>
    private const int MinSize = (4 * sizeof(int)) + (3 * sizeof(int)) + sizeof(int) + sizeof(long) + 1;

    /// <summary>The full name of the exception's type.</summary>
    public required string TypeName { get; init; }

    public required string Message { get; init; }

    public int HResult { get; init; }

    public string? StackTrace { get; init; }

    /// <summary>What else the type's factory needs: the parameter of an argument exception, the object that was disposed, a member
    /// path.</summary>
    public string? Detail { get; init; }

    /// <summary>The number that goes with some types: an operating-system error, a status code, an offset.</summary>
    public long Code { get; init; }

    /// <summary>Whether the type is, or derives from, <see cref="OperationCanceledException"/>.</summary>
    public bool IsCancellation { get; init; }

    /// <summary>The entries of <see cref="Exception.Data"/> whose keys and values are strings or print as such.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Data { get; init; } = [];

    /// <summary>What a <c>[RemoteException]</c> type adds to its base, as its own codec wrote it; <c>null</c> for all others.</summary>
    public byte[]? Properties { get; init; }

    /// <summary>The inner exception, or all of them for an <see cref="AggregateException"/>.</summary>
    public IReadOnlyList<RemoteErrorMessage> Inner { get; init; } = [];

    public void Write(ref PayloadWriter writer)
    {
        int room = MaxErrors - 1;
        Write(ref writer, MaxNesting, ref room);
    }

    public static RemoteErrorMessage Read(ref PayloadReader reader)
    {
        int room = MaxErrors;
        return Read(ref reader, MaxNesting, ref room);
    }

    private void Write(ref PayloadWriter writer, int nesting, ref int room)
    {
        writer.WriteText(TypeName, ProtocolConstants.MaxName);
        writer.WriteText(Message, MaxText);
        writer.WriteUnmanaged(HResult);
        writer.WriteText(StackTrace, MaxText);
        writer.WriteText(Detail, MaxText);
        writer.WriteUnmanaged(Code);
        writer.WriteUnmanaged(IsCancellation);

        WriteProperties(ref writer);
        int data = Math.Min(Data.Count, MaxData);
        writer.WriteCollectionHeader(data);
        for (int i = 0; i < data; i++)
        {
            writer.WriteText(Data[i].Key, ProtocolConstants.MaxName);
            writer.WriteText(Data[i].Value, MaxText);
        }

        // The count goes out before the elements, so they take their room before their own inner errors can.
        int inner = nesting == 0 ? 0 : Math.Min(Inner.Count, room);
        room -= inner;
        writer.WriteCollectionHeader(inner);
        for (int i = 0; i < inner; i++)
        {
            Inner[i].Write(ref writer, nesting - 1, ref room);
        }
    }

    private static RemoteErrorMessage Read(ref PayloadReader reader, int nesting, ref int room)
    {
        if (nesting < 0 || --room < 0)
        {
            throw reader.Invalid($"an error consists of more than {MaxErrors} errors or is nested deeper than {MaxNesting}");
        }

        return new RemoteErrorMessage
        {
            TypeName = reader.ReadText(ProtocolConstants.MaxName),
            Message = reader.ReadText(MaxText),
            HResult = reader.ReadUnmanaged<int>(),
            StackTrace = reader.ReadOptionalText(MaxText),
            Detail = reader.ReadOptionalText(MaxText),
            Code = reader.ReadUnmanaged<long>(),
            IsCancellation = reader.ReadUnmanaged<byte>() != 0,
            Properties = ReadProperties(ref reader),
            Data = ReadData(ref reader),
            Inner = ReadInner(ref reader, nesting, ref room),
        };
    }

    private void WriteProperties(ref PayloadWriter writer)
    {
        if (Properties is { Length: <= MaxProperties } properties)
        {
            writer.WriteSpan<byte>(properties);
        }
        else
        {
            writer.WriteNullCollection();
        }
    }

    private static byte[]? ReadProperties(ref PayloadReader reader)
    {
        if (!reader.TryReadCollectionHeader(1, out int count))
        {
            return null;
        }

        if (count > MaxProperties)
        {
            throw reader.Invalid($"the properties of an error take {count} bytes; the limit is {MaxProperties}");
        }

        byte[] properties = new byte[count];
        reader.ReadSpan<byte>(properties);
        return properties;
    }

    private static KeyValuePair<string, string?>[] ReadData(ref PayloadReader reader)
    {
        var data = new KeyValuePair<string, string?>[reader.ReadCount(2 * sizeof(int), MaxData)];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = new(reader.ReadText(ProtocolConstants.MaxName), reader.ReadOptionalText(MaxText));
        }

        return data;
    }

    private static RemoteErrorMessage[] ReadInner(ref PayloadReader reader, int nesting, ref int room)
    {
        var inner = new RemoteErrorMessage[reader.ReadCount(MinSize, MaxErrors)];
        for (int i = 0; i < inner.Length; i++)
        {
            inner[i] = Read(ref reader, nesting - 1, ref room);
        }

        return inner;
    }
}
