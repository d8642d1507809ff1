using OutProc.Interop;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Interop;

public class UnixSocketTests
{
    [Fact]
    public void TryReceive_NothingSent_WouldBlock()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using (first)
        using (second)
        {
            first.TryReceive(new byte[1], out int received).ShouldBe(IoStatus.WouldBlock);
            received.ShouldBe(0);
        }
    }

    [Fact]
    public void SendAll_TwoParts_ArriveInOrder()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using (first)
        using (second)
        {
            first.SendAll([1, 2], [3, 4, 5]).ShouldBeTrue();
            var buffer = new byte[16];
            second.Receive(buffer, out int received).ShouldBe(IoStatus.Done);
            buffer[..received].ShouldBe([1, 2, 3, 4, 5]);
        }
    }

    [Fact]
    public async Task SendAll_LargerThanTheSocketBuffer_ArrivesWhole()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using (first)
        using (second)
        {
            var sent = new byte[3 << 20];
            new Random(7).NextBytes(sent);
            Task<bool> sending = Task.Factory.StartNew(() => first.SendAll(sent.AsSpan(0, 11), sent.AsSpan(11)), TaskCreationOptions.LongRunning);
            var arrived = new byte[sent.Length];
            int total = 0;
            while (total < arrived.Length)
            {
                second.Receive(arrived.AsSpan(total), out int received).ShouldBe(IoStatus.Done);
                total += received;
            }

            (await sending.DefaultTimeout()).ShouldBeTrue();
            arrived.AsSpan().SequenceEqual(sent).ShouldBeTrue();
        }
    }

    [Fact]
    public void TrySend_PeerDoesNotRead_EndsInWouldBlock()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using (first)
        using (second)
        {
            var block = new byte[65536];
            IoStatus status = IoStatus.Done;
            for (int i = 0; i < 1000 && status == IoStatus.Done; i++)
            {
                status = first.TrySend(block, default, out _);
            }

            status.ShouldBe(IoStatus.WouldBlock);
        }
    }

    [Fact]
    public void Send_PeerDisposed_IsClosedAndRaisesNoSignal()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using (first)
        {
            second.Dispose();
            first.SendAll([1], default).ShouldBeFalse();
            first.TrySend([1], default, out _).ShouldBe(IoStatus.Closed);
        }
    }

    [Fact]
    public async Task Shutdown_BlockedReceive_ReturnsClosed()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using (first)
        using (second)
        {
            using var started = new ManualResetEventSlim();
            Task<IoStatus> receiving = Task.Factory.StartNew(
                () =>
                {
                    started.Set();
                    return first.Receive(new byte[1], out _);
                },
                TaskCreationOptions.LongRunning);
            started.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken).ShouldBeTrue();
            first.Shutdown();
            (await receiving.DefaultTimeout()).ShouldBe(IoStatus.Closed);
        }
    }

    [Fact]
    public void Receive_AttachedDescriptor_IsAWorkingCopy()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        (UnixSocket near, UnixSocket far) = UnixSocket.CreatePair();
        using (first)
        using (second)
        using (near)
        {
            using (far)
            {
                first.SendAll([42], default, far).ShouldBeTrue();
            }

            var buffer = new byte[8];
            second.Receive(buffer, out int received, out FileDescriptor? attachment).ShouldBe(IoStatus.Done);
            received.ShouldBe(1);
            using FileDescriptor arrived = attachment.ShouldNotBeNull();
            using var socket = new UnixSocket(arrived.Detach());
            socket.SendAll([7], default).ShouldBeTrue();
            near.Receive(buffer, out _).ShouldBe(IoStatus.Done);
            buffer[0].ShouldBe((byte)7);
        }
    }

    [Fact]
    public void Wait_EventSet_SaysWokenAndNotReadable()
    {
        (UnixSocket first, UnixSocket second) = UnixSocket.CreatePair();
        using var wake = new EventDescriptor();
        using (first)
        using (second)
        {
            wake.Set();
            Poller.Wait(first, PollEvents.Readable, wake, out bool woken).ShouldBe(PollEvents.None);
            woken.ShouldBeTrue();
            wake.Reset().ShouldBeTrue();
            wake.Reset().ShouldBeFalse();
            Poller.Wait(first, PollEvents.Readable, wake, out woken, timeoutMilliseconds: 0).ShouldBe(PollEvents.None);
            woken.ShouldBeFalse();
            second.SendAll([1], default).ShouldBeTrue();
            Poller.Wait(first, PollEvents.Readable, wake, out woken).ShouldBe(PollEvents.Readable);
        }
    }
}
