using Microsoft.Extensions.Logging;
using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>One record of the worker's logger.</summary>
internal sealed record LogMessage : IMessage<LogMessage>
{
    /// <summary>The longest message and exception text, in characters.</summary>
    public const int MaxText = 64 << 10;

    /// <summary>The longest value and scope, in characters.</summary>
    public const int MaxValue = 1024;

    /// <summary>The most entries of <see cref="State"/>.</summary>
    public const int MaxPairs = 32;

    /// <summary>The most entries of <see cref="Scopes"/>.</summary>
    public const int MaxScopes = 16;

    public required string Category { get; init; }

    public required LogLevel Level { get; init; }

    public int EventId { get; init; }

    public string? EventName { get; init; }

    /// <summary>The formatted message.</summary>
    public required string Text { get; init; }

    /// <summary>The exception as its own <c>ToString</c> shows it.</summary>
    public string? ExceptionText { get; init; }

    /// <summary>The call that was running, or 0.</summary>
    public long CallId { get; init; }

    /// <summary>How many records were dropped right before this one because the worker logs faster than the host takes.</summary>
    public int Lost { get; init; }

    /// <summary>The named values of the message template.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> State { get; init; } = [];

    /// <summary>The scopes around the record, outermost first.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public void Write(ref PayloadWriter writer)
    {
        writer.WriteText(Category, ProtocolConstants.MaxName);
        writer.WriteUnmanaged((byte)Level);
        writer.WriteUnmanaged(EventId);
        writer.WriteText(EventName, ProtocolConstants.MaxName);
        writer.WriteText(Text, MaxText);
        writer.WriteText(ExceptionText, MaxText);
        writer.WriteUnmanaged(CallId);
        writer.WriteUnmanaged(Lost);

        int pairs = Math.Min(State.Count, MaxPairs);
        writer.WriteCollectionHeader(pairs);
        for (int i = 0; i < pairs; i++)
        {
            writer.WriteText(State[i].Key, ProtocolConstants.MaxName);
            writer.WriteText(State[i].Value, MaxValue);
        }

        int scopes = Math.Min(Scopes.Count, MaxScopes);
        writer.WriteCollectionHeader(scopes);
        for (int i = 0; i < scopes; i++)
        {
            writer.WriteText(Scopes[i], MaxValue);
        }
    }

    public static LogMessage Read(ref PayloadReader reader) => new()
    {
        Category = reader.ReadText(ProtocolConstants.MaxName),
        Level = ReadLevel(ref reader),
        EventId = reader.ReadUnmanaged<int>(),
        EventName = reader.ReadOptionalText(ProtocolConstants.MaxName),
        Text = reader.ReadText(MaxText),
        ExceptionText = reader.ReadOptionalText(MaxText),
        CallId = reader.ReadUnmanaged<long>(),
        Lost = reader.ReadUnmanaged<int>(),
        State = ReadState(ref reader),
        Scopes = ReadScopes(ref reader),
    };

    private static LogLevel ReadLevel(ref PayloadReader reader)
    {
        var level = (LogLevel)reader.ReadUnmanaged<byte>();
        return level < LogLevel.None ? level : throw reader.Invalid($"{(int)level} is not a log level");
    }

    private static KeyValuePair<string, string?>[] ReadState(ref PayloadReader reader)
    {
        var state = new KeyValuePair<string, string?>[reader.ReadCount(2 * sizeof(int), MaxPairs)];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = new(reader.ReadText(ProtocolConstants.MaxName), reader.ReadOptionalText(MaxValue));
        }

        return state;
    }

    private static string[] ReadScopes(ref PayloadReader reader)
    {
        var scopes = new string[reader.ReadCount(sizeof(int), MaxScopes)];
        for (int i = 0; i < scopes.Length; i++)
        {
            scopes[i] = reader.ReadText(MaxValue);
        }

        return scopes;
    }
}
