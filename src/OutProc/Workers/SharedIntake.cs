using OutProc.Protocol;
using OutProc.Shared;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>Reads what the host says of the shared resources.</summary>
internal static class SharedIntake
{
    /// <summary>Takes the place that the host has made for this worker, with all that is declared so far.</summary>
    /// <returns>The set; <c>null</c> when the host is gone.</returns>
    /// <exception cref="ProtocolViolationException">The host sends something else.</exception>
    public static SharedResources? Receive(FrameChannel control)
    {
        if (!TryRead(control, FrameKind.SharedSpace, out Frame first))
        {
            return null;
        }

        SharedResources set;
        SharedSpaceMessage place;
        using (first.Payload)
        {
            place = MessageCodec.Decode<SharedSpaceMessage>(first.Payload.WrittenSpan);
            set = SharedResources.Open(place, first.Attachment);
        }

        for (int i = 0; i < place.Entries; i++)
        {
            if (!TryRead(control, FrameKind.SharedEntry, out Frame frame))
            {
                set.Dispose();
                return null;
            }

            Accept(set, frame);
        }

        return set;
    }

    /// <summary>Takes in one entry, or a descriptor that is part of a call.</summary>
    public static void Accept(SharedResources set, in Frame frame)
    {
        if (frame.Header.Kind == FrameKind.Descriptor)
        {
            frame.Payload.Dispose();
            set.Descriptors.Add(set, frame.Header.CallId, frame.Attachment);
            return;
        }

        using (frame.Payload)
        {
            set.Accept(MessageCodec.Decode<SharedEntryMessage>(frame.Payload.WrittenSpan), frame.Attachment);
        }
    }

    private static bool TryRead(FrameChannel control, FrameKind kind, out Frame frame)
    {
        ReadStatus status;
        do
        {
            status = control.Read(out frame);
        }
        while (status == ReadStatus.Empty);

        if (status == ReadStatus.Closed)
        {
            return false;
        }

        if (frame.Header.Kind != kind)
        {
            frame.Drop();
            throw new ProtocolViolationException($"a {frame.Header.Kind} frame, where a {kind} frame was due");
        }

        return true;
    }
}
