using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>The worker cannot start. It ends after this message.</summary>
internal sealed record StartFailedMessage : IMessage<StartFailedMessage>
{
    private const int MaxReason = 16 << 10;

    public required WorkerStartFailure Failure { get; init; }

    /// <summary>What the worker was doing, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The exception that ended the start, if one did.</summary>
    public RemoteErrorMessage? Error { get; init; }

    /// <summary>The methods that differ, for <see cref="WorkerStartFailure.ContractMismatch"/>.</summary>
    public IReadOnlyList<SchemaDifference> Differences { get; init; } = [];

    public void Write(ref PayloadWriter writer)
    {
        writer.WriteUnmanaged((byte)Failure);
        writer.WriteText(Reason, MaxReason);
        writer.WriteUnmanaged(Error is not null);
        Error?.Write(ref writer);
        SchemaDifference.WriteAll(ref writer, Differences);
    }

    public static StartFailedMessage Read(ref PayloadReader reader)
    {
        var failure = (WorkerStartFailure)reader.ReadUnmanaged<byte>();
        if (!Enum.IsDefined(failure))
        {
            throw reader.Invalid($"{(int)failure} is not a start failure");
        }

        return new StartFailedMessage
        {
            Failure = failure,
            Reason = reader.ReadText(MaxReason),
            Error = reader.ReadUnmanaged<byte>() == 0 ? null : RemoteErrorMessage.Read(ref reader),
            Differences = SchemaDifference.ReadAll(ref reader),
        };
    }
}
