using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Serialization;

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
    private readonly SendQueue _sends;
    private readonly int _maxFrame;

    /// <param name="maxFrame">The largest payload that is sent in one frame; larger messages travel in chunks.</param>
    protected FrameChannel(int maxFrame)
    {
        _maxFrame = maxFrame;
        _sends = new SendQueue(this, maxFrame);
    }

    /// <summary>Whether a part of a frame that <see cref="TryWrite"/> took has not left yet.</summary>
    public virtual bool HasRest => false;

    /// <summary>How many bytes were received so far; only ever compared with an earlier value, by the holder of the reader role.</summary>
    public virtual long BytesReceived => 0;

    /// <summary>The processor the peer ran on when it sent last, plus one; 0 when that is not known. A hint.</summary>
    public virtual int PeerCpu => 0;

    /// <summary>Whether and how long the holder of the reader role polls. Used by that thread only.</summary>
    public virtual SpinPolicy Spin => SpinPolicy.Off;

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
    public virtual bool Send(in FrameHeader header, ReadOnlySpan<byte> payload, bool urgent = false)
    {
        SendOutcome outcome = _sends.Send(header, payload, urgent, out OutgoingMessage? kept);
        if (outcome == SendOutcome.Pending)
        {
            Push(kept, mayPoll: false);
        }

        return outcome != SendOutcome.Closed;
    }

    /// <summary>Sends one small frame, and a copy of a descriptor with it, without ever waiting for the peer.</summary>
    /// <returns><c>false</c> when the channel is closed; the frame is lost then.</returns>
    /// <exception cref="NativeException">This process has no descriptor left for the copy, or the channel cannot carry any.</exception>
    public bool SendDescriptor(in FrameHeader header, ReadOnlySpan<byte> payload, FileDescriptor attachment)
    {
        SendOutcome outcome = _sends.Send(header with { HasDescriptor = true }, payload, urgent: false, out OutgoingMessage? kept, attachment);
        if (outcome == SendOutcome.Pending)
        {
            Push(kept, mayPoll: false);
        }

        return outcome != SendOutcome.Closed;
    }

    /// <summary>Sends what travels beside a payload. For control channels, before the payload is sent on its own channel. Never waits.</summary>
    public void SendAttachments(PayloadBuffer payload)
    {
        foreach (PayloadAttachment attachment in payload.Attachments)
        {
            var header = new FrameHeader(FrameKind.Descriptor, 0, CallId: attachment.Ticket);
            try
            {
                SendDescriptor(header, default, (FileDescriptor)attachment.Handle);
            }
            catch (NativeException)
            {
                // No descriptor is left for the copy that has to wait. Told to the receiver, whose message would wait in vain.
                Send(header, default);
            }
        }
    }

    /// <summary>Sends one frame and returns when all of it has left this process. Waits while the peer does not read, without holding a lock.</summary>
    /// <returns><c>false</c> when the channel is closed; the frame is lost then.</returns>
    public virtual bool SendBlocking(in FrameHeader header, ReadOnlySpan<byte> payload)
    {
        SendOutcome outcome = _sends.Send(header, payload, urgent: false, out OutgoingMessage? kept);
        return outcome == SendOutcome.Pending ? WaitUntilSent(kept) : outcome == SendOutcome.Sent;
    }

    /// <summary>As <see cref="SendBlocking"/>, for a payload that stays untouched until this returns: nothing of it is copied but into the channel.</summary>
    public bool SendPayloadBlocking(in FrameHeader header, PayloadBuffer payload)
        => MakeMessage(header, payload) is { } message
            ? Add(message) && WaitUntilSent(message)
            : SendBlocking(header, payload.InlineSpan);

    /// <summary>As <see cref="Send"/>, for a payload of any form that becomes the channel's.</summary>
    public bool SendOwned(in FrameHeader header, PayloadBuffer payload, bool urgent)
    {
        if (payload.Segments.Length == 0 && payload.Length <= _maxFrame)
        {
            using (payload)
            {
                return Send(header, payload.InlineSpan, urgent);
            }
        }

        var message = new OutgoingMessage(header, payload, urgent, ownsContent: true);
        bool taken = Add(message);
        if (taken)
        {
            Push(message, mayPoll: false);
        }
        else
        {
            message.End(sent: false);
        }

        return taken;
    }

    /// <summary>What stands for a payload that is sent from where it lies; <c>null</c> for one that is better copied.</summary>
    public OutgoingMessage? MakeMessage(in FrameHeader header, PayloadBuffer payload)
        => payload.Segments.Length > 0 || payload.Length > _maxFrame ? new OutgoingMessage(header, payload) : null;

    /// <summary>Takes a message to be sent by <see cref="Push"/>. Its memory is read until it is sent, aborted, or the channel is closed.</summary>
    /// <returns><c>false</c> when the channel is closed.</returns>
    public virtual bool Add(OutgoingMessage message) => _sends.Add(message);

    /// <summary>Sends what there is room for, and leaves the rest to whoever waits in <see cref="Read"/> or <see cref="EnterRead"/>.</summary>
    /// <param name="message">The message that matters to the caller, if it is not only that something is left over.</param>
    /// <param name="mayPoll">Whether to wait for room for a moment, as long as the peer keeps making some.</param>
    public void Push(OutgoingMessage? message, bool mayPoll)
    {
        while (!_sends.Pump())
        {
            if (!mayPoll || message is null or { IsSent: true } || !AwaitRoomBriefly())
            {
                // The reader may be waiting for frames only; from now on it must wait for room as well.
                Wake();
                return;
            }
        }
    }

    /// <summary>Takes a message back. Its memory is not read any more, and the peer drops what it has of it.</summary>
    /// <returns><c>false</c> when all of it was sent, or the channel is closed.</returns>
    public bool TryAbort(OutgoingMessage message)
    {
        if (!_sends.TryAbort(message))
        {
            return false;
        }

        Push(null, mayPoll: false);
        return true;
    }

    /// <summary>Whether all of a message has left this process.</summary>
    public bool IsSent(OutgoingMessage message) => _sends.IsSent(message);

    /// <summary>How many urgent frames and messages wait for the peer to make room.</summary>
    public int UrgentBacklog => _sends.UrgentBacklog;

    /// <summary>Lets no more large messages be under way than the peer has granted, and so many bytes.</summary>
    public void LimitMessages(long window) => _sends.Limit(window);

    /// <summary>The peer has taken so many bytes of large messages over.</summary>
    /// <exception cref="ProtocolViolationException">It was not sent as many.</exception>
    public void Grant(long bytes)
    {
        _sends.Grant(bytes);
        Push(null, mayPoll: false);
    }

    /// <summary>Where a frame that is sent wakes the peer's reader: not before <see cref="ReleaseWakes"/>, which must follow soon.</summary>
    public virtual void HoldWakes()
    {
    }

    /// <summary>Wakes the peer's reader once for all that was sent since <see cref="HoldWakes"/>.</summary>
    public virtual void ReleaseWakes()
    {
    }

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

    /// <summary>
    /// Gives the reader role up without a word to the receiver, which <see cref="Watch">watches</see> instead of waiting for frames.
    /// </summary>
    public abstract void LeaveRead();

    /// <summary>For <see cref="Watch"/>: what is told after this moment is not missed.</summary>
    public abstract int TakeTicket();

    /// <summary>For the receiver: sleeps for a while. The reader role is not taken.</summary>
    /// <returns><c>true</c> when it was told since <paramref name="ticket"/> to wait for frames again.</returns>
    public abstract bool Watch(int ticket, int microseconds);

    /// <summary>
    /// Whether urgent frames can be read while the thread that reads all the time does something else, by a second one, the standby: see
    /// <see cref="AwaitUrgent"/>. Without it, they are read when that thread comes back.
    /// </summary>
    public virtual bool HasStandby => false;

    /// <summary>Says how many more urgent frames will come, or fewer, where the standby has no other way to know when to read.</summary>
    public virtual void ExpectUrgent(int change)
    {
    }

    /// <summary>For the thread that reads all the time: gives the reader role up while it does something else.</summary>
    public virtual void LeaveToStandby()
    {
    }

    /// <summary>For the thread that reads all the time: takes the reader role, or takes it back. Waits for the batch of a standby that has it.</summary>
    public virtual void TakeBack()
    {
    }

    /// <summary>For the standby: waits until an urgent frame has arrived and nobody reads, then takes the reader role.</summary>
    /// <returns><c>false</c> when it was told to end by <see cref="EndStandby"/>.</returns>
    public virtual bool AwaitUrgent() => false;

    /// <summary>For the standby: gives the reader role up.</summary>
    public virtual void LeaveStandby()
    {
    }

    /// <summary>Makes <see cref="AwaitUrgent"/> return <c>false</c> from now on.</summary>
    public virtual void EndStandby()
    {
    }

    /// <summary>Says that a frame will come for which nobody polls: the receiver shall wait for it.</summary>
    public abstract void Expect();

    /// <summary>Says that frames may come at any time: the receiver shall always wait for them.</summary>
    public virtual void ExpectAlways()
    {
    }

    /// <summary>Makes the current or the next <see cref="Read"/> return <see cref="ReadStatus.Empty"/>, and <see cref="EnterRead"/> return.</summary>
    public abstract void Wake();

    /// <summary>Ends reading on this side: <see cref="Read"/> yields <see cref="ReadStatus.Closed"/>, after what has arrived where the channel
    /// still has it. Sending goes on.</summary>
    public abstract void CloseRead();

    /// <summary>Ends the channel for both sides. The peer can still read what was sent; sends fail from now on.</summary>
    public abstract void Close();

    /// <summary>Frees what the operating system holds for the channel.</summary>
    public abstract void Dispose();

    /// <summary>Writes one frame if there is room for it. Called under the lock of the send queue.</summary>
    internal abstract IoStatus TryWrite(
        in FrameHeader header, ReadOnlySpan<byte> payload, SendPriority priority, FileDescriptor? attachment = null);

    /// <summary>Writes what <see cref="TryWrite"/> has kept back. Called under the lock of the send queue.</summary>
    internal virtual IoStatus WriteRest() => IoStatus.Done;

    /// <summary>Sends what there is room for.</summary>
    /// <returns>Whether nothing waits for room.</returns>
    protected bool Pump() => _sends.Pump();

    /// <summary>Whether something waits for room.</summary>
    protected bool WantsRoom => _sends.CanMove;

    /// <summary>Drops what was not sent and refuses what is to be.</summary>
    protected void CloseSends() => _sends.Close();

    /// <summary>Says that a thread is about to wait for room; it looks once more before <see cref="AwaitRoom"/>.</summary>
    protected virtual int AnnounceWait() => 0;

    /// <summary>Waits until the peer has made room since the announcement, or the channel is closed, or for a while.</summary>
    protected virtual void AwaitRoom(int ticket)
    {
    }

    /// <summary>Polls for room, if that promises anything.</summary>
    protected virtual bool AwaitRoomBriefly() => false;

    private bool WaitUntilSent(OutgoingMessage? message)
    {
        bool polls = true;
        while (true)
        {
            // Announced only when it has come to that: the peer pays for it with a system call.
            int ticket = polls ? 0 : AnnounceWait();
            _sends.Pump();
            if ((message is null || _sends.IsSent(message)) && !HasRest)
            {
                return true;
            }

            if (_sends.IsClosed)
            {
                return false;
            }

            if (polls)
            {
                polls = AwaitRoomBriefly();
            }
            else
            {
                AwaitRoom(ticket);
                polls = true;
            }
        }
    }
}
