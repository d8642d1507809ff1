using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

/// <summary>A peer that writes what it likes into the shared words. It may cost frames, never memory safety, and never an endless loop.</summary>
public sealed unsafe class HostileRingTests : IDisposable
{
    private const int Capacity = 64 << 10;

    private readonly SharedMemoryChannel _host;
    private readonly SharedMemoryChannel _worker;
    private readonly SharedRegion _peer;
    private readonly FileDescriptor _descriptor;

    public HostileRingTests()
    {
        TimeSpan noSpin = TimeSpan.Zero;
        _host = SharedMemoryChannel.Create(1 << 20, noSpin, out _descriptor, Capacity);
        _worker = SharedMemoryChannel.Open(_descriptor, 1 << 20, noSpin, Capacity);
        _peer = SharedRegion.Open(_descriptor, Length);
    }

    private static nuint Length => 2 * (nuint)(RingHeader.Size + Capacity);

    private RingHeader* Requests => (RingHeader*)_peer.Start;

    private RingHeader* Answers => (RingHeader*)(_peer.Start + RingHeader.Size + Capacity);

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(Capacity + 1UL)]
    [InlineData(1UL << 63)]
    public void TryRead_TailThatCannotBe_Throws(ulong tail)
    {
        Volatile.Write(ref Answers->Tail, tail);

        Should.Throw<ProtocolViolationException>(() => _host.TryRead(out _));
    }

    [Fact]
    public void TryRead_TailGoesBack_Throws()
    {
        _worker.Send(new FrameHeader(FrameKind.Result, 0, CallId: 1), default).ShouldBeTrue();
        _host.TryRead(out Frame frame).ShouldBe(ReadStatus.Frame);
        frame.Payload.Dispose();
        Volatile.Write(ref Answers->Tail, 3);

        Should.Throw<ProtocolViolationException>(() => _host.TryRead(out _));
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 62)]
    public void Send_HeadThatCannotBe_TheReaderThrows(ulong head)
    {
        Volatile.Write(ref Requests->Head, head);

        // Small frames need no look at the word; filling the ring does.
        _host.Send(new FrameHeader(FrameKind.Request, Capacity), new byte[Capacity]).ShouldBeTrue("a send never fails by what the peer wrote");

        Should.Throw<ProtocolViolationException>(() => _host.TryRead(out _));
    }

    [Fact]
    public void TryRead_GarbageFrames_Throws()
    {
        new Span<byte>(_peer.Start + (2 * RingHeader.Size) + Capacity, 64).Fill(0xFF);
        Volatile.Write(ref Answers->Tail, 64);

        Should.Throw<ProtocolViolationException>(() => _host.TryRead(out _));
    }

    [Fact]
    public void Read_PeerScribblesForAWhile_EndsInAViolationOrGoesOn()
    {
        bool stop = false;
        var scribbler = new Thread(() =>
        {
            var random = new Random(5);
            while (!Volatile.Read(ref stop))
            {
                int at = random.Next(RingHeader.Size / sizeof(int));
                ((int*)(random.Next(2) == 0 ? Requests : Answers))[at] = random.Next(4) switch { 0 => 0, 1 => 1, 2 => -1, _ => random.Next() };
            }
        });
        scribbler.Start();

        // Bounded in looks, not in time: each look ends, whatever the words say.
        for (int round = 0; round < 200; round++)
        {
            // Another end over the same words, new in its private state.
            using var channel = SharedMemoryChannel.Open(_descriptor, 1 << 20, TimeSpan.Zero, Capacity);
            for (int i = 0; i < 50; i++)
            {
                channel.Send(new FrameHeader(FrameKind.Request, 600, CallId: i), new byte[600]);
                try
                {
                    if (channel.TryRead(out Frame frame) == ReadStatus.Frame)
                    {
                        frame.Payload.Dispose();
                    }
                }
                catch (ProtocolViolationException)
                {
                    break;
                }
            }
        }

        Volatile.Write(ref stop, true);
        scribbler.Join(TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    [Fact]
    public void Dispose_LateAccess_IsHarmless()
    {
        RingHeader* requests = Requests;
        _peer.Dispose();

        // Somebody who still holds a pointer: the pages are private zeroes now, and the other mappings do not see what is written there.
        requests->Tail = ulong.MaxValue;
        _host.Send(new FrameHeader(FrameKind.Request, 0, CallId: 1), default).ShouldBeTrue();
        _worker.TryRead(out Frame frame).ShouldBe(ReadStatus.Frame);
        frame.Payload.Dispose();
        GC.KeepAlive(_peer);
    }

    [Fact]
    public void Open_MemoryOfAnotherLength_Throws()
    {
        Should.Throw<InvalidDataException>(() => SharedRegion.Open(_descriptor, Length * 2));
    }

    [Fact]
    public void Open_WhatCanBeShrunk_Throws()
    {
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        RandomAccess.SetLength(file, 4096);
        using var descriptor = new FileDescriptor(LibC.Fcntl(file, LibC.FDupFdCloexec, 3));

        Should.Throw<InvalidDataException>(() => SharedRegion.Open(descriptor, 4096));
    }

    public void Dispose()
    {
        _host.Dispose();
        _worker.Dispose();
        _peer.Dispose();
        _descriptor.Dispose();
    }
}
