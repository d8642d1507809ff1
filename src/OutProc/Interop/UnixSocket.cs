using System.Runtime.InteropServices;

namespace OutProc.Interop;

/// <summary>One end of a stream socketpair: unnamed, so there is nothing to guess and nothing left in a file system.</summary>
/// <remarks>
/// Any thread may use it, concurrently too; disposing waits for running calls only in the sense that the descriptor stays open until the last
/// of them returns. <see cref="Shutdown"/> is what ends blocked calls.
/// </remarks>
internal sealed unsafe class UnixSocket : FileDescriptor
{
    /// <summary>Takes over an open socket.</summary>
    public UnixSocket(int descriptor)
        : base(descriptor)
    {
    }

    /// <summary>Makes two connected sockets, both close-on-exec.</summary>
    public static (UnixSocket First, UnixSocket Second) CreatePair()
    {
        int* sockets = stackalloc int[2];
        if (LibC.SocketPair(LibC.AfUnix, LibC.SockStream | LibC.SockCloexec, 0, sockets) != 0)
        {
            throw NativeException.Last("socketpair");
        }

        return (new UnixSocket(sockets[0]), new UnixSocket(sockets[1]));
    }

    /// <summary>Sends what there is room for, from two parts as if they were one.</summary>
    public IoStatus TrySend(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, out int sent)
        => Send(first, second, null, LibC.MsgDontWait, out sent);

    /// <summary>Sends what there is room for; a copy of <paramref name="attachment"/> arrives in the peer with the first byte.</summary>
    public IoStatus TrySend(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, FileDescriptor? attachment, out int sent)
        => Send(first, second, attachment, LibC.MsgDontWait, out sent);

    /// <summary>Sends all of two parts. Blocks while the peer does not read.</summary>
    /// <returns><c>false</c> when the stream was closed first.</returns>
    public bool SendAll(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => SendAll(first, second, null);

    /// <summary>Sends all of two parts; a copy of <paramref name="attachment"/> arrives in the peer with the first byte.</summary>
    /// <returns><c>false</c> when the stream was closed first.</returns>
    public bool SendAll(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, FileDescriptor? attachment)
    {
        while (!first.IsEmpty || !second.IsEmpty)
        {
            if (Send(first, second, attachment, 0, out int sent) == IoStatus.Closed)
            {
                return false;
            }

            attachment = sent > 0 ? null : attachment;
            int ofFirst = Math.Min(sent, first.Length);
            first = first[ofFirst..];
            second = second[(sent - ofFirst)..];
        }

        return true;
    }

    /// <summary>Takes what has arrived. Never blocks.</summary>
    public IoStatus TryReceive(Span<byte> buffer, out int received) => Receive(buffer, LibC.MsgDontWait, out received);

    /// <summary>Waits for something to arrive and takes it.</summary>
    /// <returns><see cref="IoStatus.Done"/> or <see cref="IoStatus.Closed"/>.</returns>
    public IoStatus Receive(Span<byte> buffer, out int received) => Receive(buffer, 0, out received);

    /// <summary>
    /// Takes what has arrived, and a descriptor if one is attached to it. Never blocks. An invalid descriptor stands for one that this process has no
    /// room for.
    /// </summary>
    public IoStatus TryReceive(Span<byte> buffer, out int received, out FileDescriptor? attachment)
        => Receive(buffer, LibC.MsgDontWait, out received, out attachment);

    /// <summary>Waits for something to arrive and takes it, and a descriptor if one is attached to it.</summary>
    public IoStatus Receive(Span<byte> buffer, out int received, out FileDescriptor? attachment)
        => Receive(buffer, 0, out received, out attachment);

    /// <summary>Closes the stream in both directions: blocked calls of both sides return. What has arrived can still be read.</summary>
    public void Shutdown() => _ = LibC.Shutdown(this, LibC.ShutRdWr);

    /// <summary>Closes this side's receiving: blocked receives return, the peer's sends fail. What has arrived can still be read.</summary>
    public void ShutdownReceive() => _ = LibC.Shutdown(this, LibC.ShutRd);

    private IoStatus Send(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, FileDescriptor? attachment, int flags, out int sent)
    {
        DescriptorMessage control = default;
        bool held = false;
        try
        {
            fixed (byte* firstBytes = first)
            fixed (byte* secondBytes = second)
            {
                IoVector* vectors = stackalloc IoVector[2];
                vectors[0] = new IoVector { Base = firstBytes, Length = (nuint)first.Length };
                vectors[1] = new IoVector { Base = secondBytes, Length = (nuint)second.Length };
                MessageHeader message = new() { Vectors = vectors, VectorCount = 2 };
                if (attachment is not null)
                {
                    attachment.DangerousAddRef(ref held);
                    control.Length = DescriptorMessage.UnpaddedSize;
                    control.Level = LibC.SolSocket;
                    control.Type = LibC.ScmRights;
                    control.Descriptor = attachment.Number;
                    message.Control = &control;
                    message.ControlLength = (nuint)sizeof(DescriptorMessage);
                }

                nint count;
                do
                {
                    count = LibC.SendMessage(this, &message, flags | LibC.MsgNoSignal);
                }
                while (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
                return Conclude("sendmsg", count, out sent);
            }
        }
        finally
        {
            if (held)
            {
                attachment!.DangerousRelease();
            }
        }
    }

    private IoStatus Receive(Span<byte> buffer, int flags, out int received)
    {
        fixed (byte* bytes = buffer)
        {
            nint count;
            do
            {
                count = LibC.Receive(this, bytes, (nuint)buffer.Length, flags);
            }
            while (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
            IoStatus status = Conclude("recv", count, out received);
            return status == IoStatus.Done && received == 0 ? IoStatus.Closed : status;
        }
    }

    private IoStatus Receive(Span<byte> buffer, int flags, out int received, out FileDescriptor? attachment)
    {
        attachment = null;
        DescriptorMessage control = default;
        fixed (byte* bytes = buffer)
        {
            IoVector vector = new() { Base = bytes, Length = (nuint)buffer.Length };
            MessageHeader message = new()
            {
                Vectors = &vector,
                VectorCount = 1,
                Control = &control,

                // Without the padding there is room for exactly one descriptor; the kernel closes what else a peer attached.
                ControlLength = DescriptorMessage.UnpaddedSize,
            };
            nint count;
            do
            {
                count = LibC.ReceiveMessage(this, &message, flags | LibC.MsgCmsgCloexec);
            }
            while (count < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);

            IoStatus status = Conclude("recvmsg", count, out received);
            if (count >= 0 && message.ControlLength >= DescriptorMessage.UnpaddedSize
                && control.Level == LibC.SolSocket && control.Type == LibC.ScmRights && control.Length >= DescriptorMessage.UnpaddedSize)
            {
                attachment = new FileDescriptor(control.Descriptor);
            }
            else if (count >= 0 && (message.Flags & LibC.MsgCtrunc) != 0)
            {
                attachment = new FileDescriptor(-1);
            }

            return status == IoStatus.Done && received == 0 ? IoStatus.Closed : status;
        }
    }

    private static IoStatus Conclude(string call, nint count, out int moved)
    {
        moved = (int)Math.Max(count, 0);
        if (count >= 0)
        {
            return IoStatus.Done;
        }

        int error = Marshal.GetLastPInvokeError();
        return error switch
        {
            Errno.TryAgain => IoStatus.WouldBlock,
            Errno.BrokenPipe or Errno.ConnectionReset or Errno.NotConnected => IoStatus.Closed,
            _ => throw new NativeException(call, error),
        };
    }
}
