using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Tests.Serialization;

/// <summary>Large arrays: referenced when they are written, taken over when they are read, and the same bytes as ever in between.</summary>
public sealed class PayloadSegmentTests
{
    private static readonly byte[] s_large = Bytes(PayloadFormat.MinSegment);

    [Fact]
    public void WriteArray_Large_IsReferencedAndTheBytesAreTheSame()
    {
        using PayloadBuffer buffer = Write((ref writer) => WriteMixed(ref writer, s_large));

        PayloadSegment segment = buffer.Segments.ToArray().ShouldHaveSingleItem();
        segment.Owner.ShouldBeSameAs(s_large);
        buffer.InlineLength.ShouldBe(4 + 4 + 8);
        buffer.Length.ShouldBe(16 + s_large.Length);
        buffer.WrittenSpan.ToArray().ShouldBe([.. BitConverter.GetBytes(5), .. BitConverter.GetBytes(s_large.Length), .. s_large, .. BitConverter.GetBytes(6L)]);
    }

    [Fact]
    public void WriteArray_Small_IsCopied()
    {
        using PayloadBuffer buffer = Write((ref writer) => WriteMixed(ref writer, Bytes(PayloadFormat.MinSegment - 1)));

        buffer.Segments.Length.ShouldBe(0);
    }

    [Fact]
    public void WriteMemory_PartOfAnArray_OnlyThatPartIsReferenced()
    {
        byte[] array = Bytes(100_000);
        using PayloadBuffer buffer = Write((ref writer) => writer.WriteMemory<byte>(array.AsMemory(10, 50_000)));

        buffer.Segments.Length.ShouldBe(1);
        buffer.WrittenSpan[4..].SequenceEqual(array.AsSpan(10, 50_000)).ShouldBeTrue();
    }

    [Fact]
    public void WriteArray_WithPadding_IsCopiedSoThatThePaddingIsZeroed()
    {
        using PayloadBuffer buffer = Write((ref writer) => writer.WriteArray(new DateTimeOffset[10_000]));

        buffer.Segments.Length.ShouldBe(0);
    }

    [Fact]
    public void WriteArray_OfStructsWithoutPadding_IsReferenced()
    {
        (int, int)[] dense = [.. Enumerable.Range(0, 10_000).Select(i => (i, -i))];
        using PayloadBuffer received = Receive((ref writer) =>
        {
            writer.WriteArray<(int, int), DenseMemory>(dense);
            writer.WriteArray<(int, int), DenseMemory>(null);
        });
        received.Segments.Length.ShouldBe(1);

        var reader = new PayloadReader(received, PayloadOptions.Default);
        reader.ReadArray<(int, int), DenseMemory>().ShouldBe(dense);
        reader.ReadArray<(int, int), DenseMemory>().ShouldBeNull();
        reader.ExpectEnd();
    }

    [Fact]
    public void ReadArray_ReceivedAsAnArrayOfTheType_IsThatArray()
    {
        using PayloadBuffer received = Receive((ref writer) => WriteMixed(ref writer, s_large));
        Array owner = received.Segments[0].Owner;
        owner.ShouldNotBeSameAs(s_large);

        var reader = new PayloadReader(received, PayloadOptions.Default);
        reader.ReadUnmanaged<int>().ShouldBe(5);
        byte[]? array = reader.ReadArray<byte>();
        reader.ReadUnmanaged<long>().ShouldBe(6);
        reader.ExpectEnd();

        array.ShouldBeSameAs(owner);
        array.ShouldBe(s_large);
    }

    [Fact]
    public void ReadArray_OfNumbers_IsThatArrayToo()
    {
        double[] values = [.. Enumerable.Range(0, 10_000).Select(i => i / 7.0)];
        using PayloadBuffer received = Receive((ref writer) => writer.WriteArray(values));
        Array owner = received.Segments[0].Owner;

        var reader = new PayloadReader(received, PayloadOptions.Default);

        reader.ReadArray<double>().ShouldBeSameAs(owner);
        owner.ShouldBe(values);
    }

    [Fact]
    public void ReadArray_OfFlags_OddBytesBecomeTrue()
    {
        bool[] flags = new bool[50_000];
        using PayloadBuffer received = Receive((ref writer) => writer.WriteArray(flags));
        received.Segments[0].Bytes.Fill(7);

        var reader = new PayloadReader(received, PayloadOptions.Default);

        reader.ReadArray<bool>()!.All(flag => flag.Equals(true)).ShouldBeTrue();
    }

    [Fact]
    public void Read_AsOtherThanWhatTheSenderCut_SeesTheSameBytes()
    {
        int[] values = [.. Enumerable.Range(0, 20_000)];
        Payload.WriteAction write = (ref writer) =>
        {
            writer.WriteArray(values);
            writer.WriteString("between");
            writer.WriteArray(values);
        };

        using (PayloadBuffer received = Receive(write))
        {
            var reader = new PayloadReader(received, PayloadOptions.Default);
            reader.ReadList<int>().ShouldBe(values);
            reader.ReadString().ShouldBe("between");
            reader.ReadArray<uint>()!.Select(value => (int)value).ShouldBe(values);
            reader.ExpectEnd();
        }

        // Across the edges of a segment: what was one block is read number by number, and what was several is read as one.
        using (PayloadBuffer received = Receive(write))
        {
            var reader = new PayloadReader(received, PayloadOptions.Default);
            reader.ReadUnmanaged<int>().ShouldBe(values.Length);
            foreach (int value in values)
            {
                reader.ReadUnmanaged<int>().ShouldBe(value);
            }

            reader.ReadString().ShouldBe("between");
            reader.Remaining.ShouldBe(4 + (values.Length * 4));
            reader.Rest.Length.ShouldBe(reader.Remaining);
            reader.Skip(reader.Remaining);
            reader.ExpectEnd();
        }
    }

    [Fact]
    public void Read_ClaimsMoreThanTheSegment_Throws()
    {
        using PayloadBuffer received = Receive((ref writer) => writer.WriteArray(s_large));
        received.InlineLength.ShouldBe(4);
        BitConverter.TryWriteBytes(received.FullSpan, s_large.Length + 1).ShouldBeTrue();

        Should.Throw<PayloadException>(() => new PayloadReader(received, PayloadOptions.Default).ReadArray<byte>());
    }

    [Fact]
    public void EndSlots_LargeArrayInASlot_MovesWithTheBytesAroundIt()
    {
        using PayloadBuffer received = Receive((ref writer) =>
        {
            writer.WriteArray(s_large);
            Span<int> ends = stackalloc int[2];
            int lengths = writer.BeginSlots(ends);
            int first = writer.Written;
            writer.WriteArray(s_large);
            ends[0] = writer.Written;
            writer.WriteUnmanaged(8);
            ends[1] = writer.Written;
            writer.EndSlots(lengths, first, ends);
        });

        var reader = new PayloadReader(received, PayloadOptions.Default);
        reader.ReadArray<byte>().ShouldBe(s_large);
        Span<int> slots = stackalloc int[2];
        reader.TryReadSlots(slots, out int rest).ShouldBeTrue();
        int end = reader.Consumed + slots[0];
        reader.ReadArray<byte>().ShouldBe(s_large);
        reader.EndSlot(end);
        reader.ReadUnmanaged<int>().ShouldBe(8);
        reader.ExpectEnd();
        rest.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public void WriteArray_MessageLimit_CountsWhatIsReferenced(int change, bool throws)
    {
        var options = new PayloadOptions { MaxMessageBytes = 16 + s_large.Length + change };
        using var buffer = PayloadBuffer.Rent();
        Action write = () =>
        {
            var writer = new PayloadWriter(buffer, options);
            WriteMixed(ref writer, s_large);
        };

        if (throws)
        {
            Should.Throw<PayloadException>(write).Message.ShouldContain(options.MaxMessageBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            write();
        }
    }

    private static void WriteMixed(ref PayloadWriter writer, byte[] array)
    {
        writer.WriteUnmanaged(5);
        writer.WriteArray(array);
        writer.WriteUnmanaged(6L);
    }

    private static PayloadBuffer Write(Payload.WriteAction write)
    {
        var buffer = PayloadBuffer.Rent();
        var writer = new PayloadWriter(buffer, PayloadOptions.Default);
        write(ref writer);
        writer.Complete();
        return buffer;
    }

    private static PayloadBuffer Receive(Payload.WriteAction write)
    {
        using PayloadBuffer written = Write(write);
        return written.Copy();
    }

    private static byte[] Bytes(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    /// <summary>What the generator would emit for a struct of eight bytes of data.</summary>
    private struct DenseMemory : IRawMemory
    {
        static int IRawMemory.DataSize => 8;

        static bool IRawMemory.IsChecked => false;

        public readonly void Describe(RawLayout layout)
        {
        }
    }
}
