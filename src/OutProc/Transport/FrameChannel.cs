using OutProc.Protocol;

namespace OutProc.Transport;

/// <summary>Moves frames between two processes, or two ends in one. The seam behind which sockets, memory and rings are alike.</summary>
/// <remarks>
/// Any thread may send, wake and close. One thread at a time reads. Where one thread reads all the time (a worker's loop), it calls
/// <see cref="Read"/>. Where threads take turns (callers and the receiver of a connection), whoever reads holds the reader role: callers take it by
/// <see cref="TryEnterRead"/>, the receiver waits in <see cref="EnterRead"/>, both call <see cref="TryRead"/> and give the role up by
/// <see cref="TryExitRead"/>. Disposing frees what the operating system holds and comes after the last read and the last send.
/// </remarks>
internal abstract class FrameChannel : IDisposable
{
    /// <summary>The processor the peer ran on when it sent last, plus one; 0 when that is not known. A hint.</summary>
    public virtual int PeerCpu => 0;

    /// <summary>
    /// Which calls the worker has started; <c>null</c> where the two ends share no memory. Without it, the host takes it that a worker answers a call
    /// before it starts the next.
    /// </summary>
    public virtual FlightRecorder? Recorder => null;

    /// <summary>
    /// Sends one frame without ever waiting for the peer: what it has no room for yet is kept and goes out while somebody is in
    /// <see cref="Read"/> or <see cref="EnterRead"/>.
    /// </summary>
    /// <param name="header">The frame's header.</param>
    /// <param name="payload">The frame's payload.</param>
    /// <param name="urgent">Whether a running method may be waiting for the frame: there is always room for it where there is none for others.</param>
    /// <returns><c>false</c> when the channel is closed; the frame is lost then.</returns>
    public abstract bool Send(in FrameHeader header, ReadOnlySpan<byte> payload, bool urgent = false);

    /// <summary>Sends one frame and returns when all of it has left this process. Waits while the peer does not read, without holding a lock.</summary>
    /// <returns><c>false</c> when the channel is closed; the frame is lost then.</returns>
    public abstract bool SendBlocking(in FrameHeader header, ReadOnlySpan<byte> payload);

    /// <summary>Takes a frame that has arrived. Never waits.</summary>
    /// <exception cref="ProtocolViolationException">The peer sent something that is not a frame.</exception>
    public abstract ReadStatus TryRead(out Frame frame);

    /// <summary>Waits for a frame, a <see cref="Wake"/> or the end of the channel.</summary>
    /// <exception cref="ProtocolViolationException">The peer sent something that is not a frame.</exception>
    public abstract ReadStatus Read(out Frame frame);

    /// <summary>Takes the reader role if nobody has it.</summary>
    public abstract bool TryEnterRead();

    /// <summary>
    /// Waits until frames have arrived, or <see cref="Wake"/> was called, or the channel has ended, and nobody else reads; then takes the reader
    /// role. For one thread, the receiver. May return for nothing.
    /// </summary>
    /// <param name="expectsFrames">Whether something is under way, so that sleeping for ever would be a mistake.</param>
    public abstract void EnterRead(bool expectsFrames);

    /// <summary>Gives the reader role up; the receiver is told of what arrives from now on.</summary>
    /// <param name="expectsFrames">Whether something is under way for which nobody polls from now on.</param>
    /// <returns><c>false</c> when a frame has arrived meanwhile: the role is still the caller's, who reads on.</returns>
    public abstract bool TryExitRead(bool expectsFrames);

    /// <summary>Says that a frame will come for which nobody polls: the receiver shall wait for it.</summary>
    public abstract void Expect();

    /// <summary>Makes the current or the next <see cref="Read"/> return <see cref="ReadStatus.Empty"/>, and <see cref="EnterRead"/> return.</summary>
    public abstract void Wake();

    /// <summary>Ends reading on this side: <see cref="Read"/> yields <see cref="ReadStatus.Closed"/>, after what has arrived where the channel
    /// still has it. Sending goes on.</summary>
    public abstract void CloseRead();

    /// <summary>Ends the channel for both sides. The peer can still read what was sent; sends fail from now on.</summary>
    public abstract void Close();

    /// <summary>Frees what the operating system holds for the channel.</summary>
    public abstract void Dispose();
}
