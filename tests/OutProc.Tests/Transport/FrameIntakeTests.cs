using System.Buffers.Binary;
using OutProc.Protocol;
using OutProc.Transport;

namespace OutProc.Tests.Transport;

/// <summary>Chunks from a peer that is broken or hostile.</summary>
public sealed class FrameIntakeTests : IDisposable
{
    private const int MaxMessage = 256 << 20;

    private readonly FrameIntake _intake = new(MaxMessage);

    [Fact]
    public void Chunks_OfTwoMessagesInTurn_BothArriveWhole()
    {
        Announce(1, 5);
        Announce(2, 3, (1, 2, TypeCode.Byte));
        Feed(FrameKind.Chunk, 1, 10, 11);
        Feed(FrameKind.Chunk, 2, 20);
        Feed(FrameKind.Chunk, 1, 12);
        Frame second = Feed(FrameKind.Chunk, 2, 21, 22).ShouldNotBeNull();
        Frame first = Feed(FrameKind.Chunk, 1, 13, 14).ShouldNotBeNull();

        first.Header.ShouldBe(new FrameHeader(FrameKind.Request, 5, 3, 77));
        first.CameInChunks.ShouldBeTrue();
        first.Payload.WrittenSpan.ToArray().ShouldBe([10, 11, 12, 13, 14]);
        second.Payload.Segments[0].Owner.ShouldBe(new byte[] { 21, 22 });
        second.Payload.WrittenSpan.ToArray().ShouldBe([20, 21, 22]);
    }

    [Fact]
    public void Chunk_AcrossTheEdgesOfArrays_IsDividedRight()
    {
        Announce(1, 13, (1, 4, TypeCode.Int32), (6, 6, TypeCode.Int32));

        Frame frame = Feed(FrameKind.Chunk, 1, [.. Enumerable.Range(0, 13).Select(i => (byte)i)]).ShouldNotBeNull();

        frame.Payload.Segments[0].Owner.ShouldBeOfType<int[]>().ShouldHaveSingleItem().ShouldBe(0x04030201);
        frame.Payload.Segments[1].Owner.ShouldBe(new byte[] { 6, 7, 8, 9, 10, 11 }, "six bytes are no whole number of integers");
        frame.Payload.WrittenSpan.ToArray().ShouldBe(Enumerable.Range(0, 13).Select(i => (byte)i));
    }

    [Fact]
    public void Abort_OfAMessage_ItsNumberIsUnknownFromThenOn()
    {
        Announce(1, 5);
        Feed(FrameKind.Chunk, 1, 10);
        Feed(FrameKind.Abort, 1).ShouldBeNull();

        Should.Throw<ProtocolViolationException>(() => Feed(FrameKind.Chunk, 1, 11));
        Should.Throw<ProtocolViolationException>(() => Feed(FrameKind.Abort, 1));
    }

    [Fact]
    public void Chunk_NeverAnnounced_Throws() => Should.Throw<ProtocolViolationException>(() => Feed(FrameKind.Chunk, 1, 11));

    [Fact]
    public void Chunk_LongerThanWhatIsMissing_Throws()
    {
        Announce(1, 2);

        Should.Throw<ProtocolViolationException>(() => Feed(FrameKind.Chunk, 1, 1, 2, 3));
    }

    [Fact]
    public void Chunk_Empty_Throws()
    {
        Announce(1, 2);

        Should.Throw<ProtocolViolationException>(() => Feed(FrameKind.Chunk, 1));
    }

    [Fact]
    public void Announce_SameNumberTwice_Throws()
    {
        Announce(1, 2);

        Should.Throw<ProtocolViolationException>(() => Announce(1, 2));
    }

    [Fact]
    public void Announce_TooManyAtATime_Throws()
    {
        for (int i = 0; i < ProtocolConstants.MaxOpenMessages; i++)
        {
            Announce(i, 2);
        }

        Should.Throw<ProtocolViolationException>(() => Announce(ProtocolConstants.MaxOpenMessages, 2));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 11)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(11, 1)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(5, int.MaxValue)]
    public void Announce_ArrayOutsideTheMessage_Throws(int offset, int length)
        => Should.Throw<ProtocolViolationException>(() => Announce(1, 10, (offset, length, TypeCode.Byte)));

    [Fact]
    public void Announce_ArraysThatOverlap_Throws()
        => Should.Throw<ProtocolViolationException>(() => Announce(1, 10, (0, 4, TypeCode.Byte), (3, 4, TypeCode.Byte)));

    [Theory]
    [InlineData(MaxMessage + 1)]
    [InlineData(0)]
    [InlineData(-1)]
    public void Announce_MessageOfImpossibleLength_Throws(int length)
        => Should.Throw<ProtocolViolationException>(() => Announce(1, length));

    [Theory]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(1_000_000)]
    public void Announce_OfImpossibleLength_Throws(int size)
        => Should.Throw<ProtocolViolationException>(() => Feed(FrameKind.Announce, 1, new byte[size]));

    [Theory]
    [InlineData((byte)FrameKind.Announce)]
    [InlineData((byte)FrameKind.Chunk)]
    [InlineData((byte)FrameKind.Abort)]
    [InlineData((byte)FrameKind.Grant)]
    [InlineData((byte)99)]
    public void Announce_OfWhatIsNoMessage_Throws(byte kind)
    {
        byte[] announcement = Announcement(10);
        announcement[4] = kind;

        Should.Throw<ProtocolViolationException>(() => Feed(FrameKind.Announce, 1, announcement));
    }

    [Fact]
    public void Announce_ElementsOfAnyKind_AreBytesInTheWorstCase()
    {
        foreach (int elements in (int[])[0, 1, 2, 17, 18, 99, -1, int.MaxValue])
        {
            Announce(1, 8, (0, 8, (TypeCode)elements));
            Frame frame = Feed(FrameKind.Chunk, 1, 1, 2, 3, 4, 5, 6, 7, 8).ShouldNotBeNull();
            frame.Payload.Segments[0].Owner.ShouldBeOfType<byte[]>();
        }
    }

    [Fact]
    public void Announce_ClaimsMuchAndSendsLittle_AllocatesLittle()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        // Every one of them claims the most there is, in an array or without; each gets one byte.
        for (int i = 0; i < ProtocolConstants.MaxOpenMessages; i++)
        {
            if (i % 2 == 0)
            {
                Announce(i, MaxMessage);
            }
            else
            {
                Announce(i, MaxMessage, (0, MaxMessage, TypeCode.Double));
            }

            Feed(FrameKind.Chunk, i, 1);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(ClaimLimit.Free + (ProtocolConstants.MaxOpenMessages * (2 << 20)));
    }

    [Fact]
    public void Announce_MessagesThatAreAborted_ClaimNoMoreThanWhatWasSentAllows()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            Announce(i, 15 << 20, (0, 15 << 20, TypeCode.Byte));
            Feed(FrameKind.Chunk, i, 1);
            Feed(FrameKind.Abort, i);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(ClaimLimit.Free + (50 * (1 << 20)) + (1 << 20));
    }

    [Fact]
    public void Chunks_OfALargeFirstMessage_GrowToTheArrayThatWasAnnounced()
    {
        const int Length = 40 << 20;
        Announce(1, Length, (0, Length, TypeCode.Int32));
        byte[] chunk = new byte[ProtocolConstants.MaxChunk];
        Frame? frame = null;
        for (int sent = 0; sent < Length; sent += chunk.Length)
        {
            chunk.AsSpan().Fill((byte)(sent / chunk.Length));
            frame = Feed(FrameKind.Chunk, 1, chunk);
        }

        int[] array = frame.ShouldNotBeNull().Payload.Segments[0].Owner.ShouldBeOfType<int[]>();
        array.Length.ShouldBe(Length / 4);
        for (int i = 0; i < Length / chunk.Length; i++)
        {
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(array.AsSpan(i * chunk.Length / 4, chunk.Length / 4))
                .IndexOfAnyExcept((byte)i).ShouldBe(-1);
        }
    }

    public void Dispose() => _intake.Dispose();

    private void Announce(long number, int length, params (int Offset, int Length, TypeCode Elements)[] arrays)
        => Feed(FrameKind.Announce, number, Announcement(length, arrays));

    private static byte[] Announcement(int length, params (int Offset, int Length, TypeCode Elements)[] arrays)
    {
        byte[] bytes = new byte[FrameHeader.Size + (12 * arrays.Length)];
        new FrameHeader(FrameKind.Request, length, 3, 77).Write(bytes);
        for (int i = 0; i < arrays.Length; i++)
        {
            Span<byte> entry = bytes.AsSpan(FrameHeader.Size + (12 * i));
            BinaryPrimitives.WriteInt32LittleEndian(entry, arrays[i].Offset);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], arrays[i].Length);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], (int)arrays[i].Elements);
        }

        return bytes;
    }

    private Frame? Feed(FrameKind kind, long number, params ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[FrameHeader.Size];
        new FrameHeader(kind, payload.Length, CallId: number).Write(header);
        _intake.Begin(header);
        while (_intake.Missing > 0)
        {
            Span<byte> target = _intake.Target();
            target.IsEmpty.ShouldBeFalse();
            payload[..target.Length].CopyTo(target);
            payload = payload[target.Length..];
            _intake.Advance(target.Length);
        }

        return _intake.TryEnd(out Frame frame) ? frame : null;
    }
}
