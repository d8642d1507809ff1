using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>Moves frames between two processes, or two ends in one. The seam behind which sockets, memory and rings are alike.</summary>
/// <remarks>
/// Any thread may send, wake and close. One thread at a time reads: whoever holds the reader role of the conversation above. Disposing frees
/// what the operating system holds and comes after the last read and the last send.
/// </remarks>
internal abstract class FrameChannel : IDisposable
{
    /// <summary>
    /// Sends one frame without ever waiting for the peer: what it has no room for yet is kept and goes out while somebody is in
    /// <see cref="Read"/>.
    /// </summary>
    /// <returns><c>false</c> when the channel is closed; the frame is lost then.</returns>
    public abstract bool Send(in FrameHeader header, ReadOnlySpan<byte> payload);

    /// <summary>Sends one frame and returns when all of it has left this process. Waits while the peer does not read, without holding a lock.</summary>
    /// <returns><c>false</c> when the channel is closed; the frame is lost then.</returns>
    public abstract bool SendBlocking(in FrameHeader header, ReadOnlySpan<byte> payload);

    /// <summary>Takes a frame that has arrived. Never waits.</summary>
    /// <exception cref="ProtocolViolationException">The peer sent something that is not a frame.</exception>
    public abstract ReadStatus TryRead(out Frame frame);

    /// <summary>Waits for a frame, a <see cref="Wake"/> or the end of the channel.</summary>
    /// <exception cref="ProtocolViolationException">The peer sent something that is not a frame.</exception>
    public abstract ReadStatus Read(out Frame frame);

    /// <summary>Makes the current or the next <see cref="Read"/> return <see cref="ReadStatus.Empty"/>.</summary>
    public abstract void Wake();

    /// <summary>Ends reading on this side: <see cref="Read"/> yields what has arrived and then <see cref="ReadStatus.Closed"/>. Sending goes on.</summary>
    public abstract void CloseRead();

    /// <summary>Ends the channel for both sides. What has arrived can still be read; sends fail from now on.</summary>
    public abstract void Close();

    /// <summary>Frees what the operating system holds for the channel.</summary>
    public abstract void Dispose();
}
