using OutProc.Serialization;

namespace OutProc.Protocol;

/// <summary>The payload of a control frame, or of an error frame.</summary>
/// <typeparam name="TSelf">The message itself.</typeparam>
internal interface IMessage<TSelf>
    where TSelf : IMessage<TSelf>
{
    /// <summary>Writes the message. What exceeds the limits of the protocol is cut, never refused.</summary>
    void Write(ref PayloadWriter writer);

    /// <summary>Reads what a peer wrote, who may be broken or hostile.</summary>
    static abstract TSelf Read(ref PayloadReader reader);
}
