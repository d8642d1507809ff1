using OutProc.Contracts;
using OutProc.Serialization;

namespace OutProc.Tests.Serialization;

public sealed class PayloadLimitTests
{
    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(100, 101, false)]
    [InlineData(100_000, 100_000, true)]
    [InlineData(100_000, 100_001, false)]
    public void Write_MaxMessageBytes_HoldsInTheFirstBufferToo(int limit, int size, bool fits)
    {
        var options = new PayloadOptions { MaxMessageBytes = limit };
        Payload.WriteAction write = (ref writer) =>
        {
            for (int i = 0; i < size; i++)
            {
                writer.WriteUnmanaged((byte)i);
            }
        };

        if (fits)
        {
            Payload.Write(write, options).Length.ShouldBe(size);
        }
        else
        {
            Should.Throw<PayloadException>(() => Payload.Write(write, options));
        }
    }

    [Fact]
    public void WriteString_LongerThanTheLimit_Throws()
        => Should.Throw<PayloadException>(
            () => Payload.Write((ref writer) => writer.WriteString(new string('a', 200)), new PayloadOptions { MaxMessageBytes = 100 }));

    [Fact]
    public void WriteString_ExactlyTheLimit_Fits()
        => Payload.Write((ref writer) => writer.WriteString(new string('a', 92)), new PayloadOptions { MaxMessageBytes = 100 }).Length.ShouldBe(100);

    [Fact]
    public void WriteArray_LargerThanTheLimit_ThrowsBeforeItIsCopied()
        => Should.Throw<PayloadException>(
            () => Payload.Write((ref writer) => writer.WriteArray(new long[100]), new PayloadOptions { MaxMessageBytes = 100 }));

    [Fact]
    public void Enter_BeyondMaxDepth_Throws()
    {
        var options = new PayloadOptions { MaxDepth = 3 };
        Payload.WriteAction nest = (ref writer) =>
        {
            for (int i = 0; i < 4; i++)
            {
                writer.Enter();
            }
        };

        Should.Throw<PayloadException>(() => Payload.Write(nest, options)).Message.ShouldContain("3 levels");
        Should.Throw<PayloadException>(() => Payload.Read<int>([], (ref reader) =>
        {
            for (int i = 0; i < 4; i++)
            {
                reader.Enter();
            }

            return 0;
        }, options)).Message.ShouldContain("3 levels");
    }

    [Fact]
    public void Leave_AfterEnter_GivesTheLevelBack()
        => Payload.Read<int>([], (ref reader) =>
        {
            for (int i = 0; i < 1000; i++)
            {
                reader.Enter();
                reader.Leave();
            }

            return 0;
        }).ShouldBe(0);

    [Theory]
    [InlineData("ffffff7f")]
    [InlineData("feffffff")]
    [InlineData("00000080")]
    [InlineData("0300000000000000")]
    public void ReadArray_ImpossibleCount_ThrowsWithoutAllocation(string hex)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<PayloadException>(() => Payload.ReadHex(hex, (ref reader) => reader.ReadArray<int>()));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * 1024);
    }

    [Fact]
    public void InitialCapacity_LargeClaim_IsCapped()
        => Payload.Read<int>([], (ref reader) => reader.InitialCapacity<(long, long)>(int.MaxValue)).ShouldBe(64 * 1024 / 16);

    [Fact]
    public void InitialCapacity_BeyondTheBudget_Throws()
        => Should.Throw<PayloadException>(() => Payload.Read<int>(
            [], (ref reader) => reader.InitialCapacity<long>(1000), new PayloadOptions { MaxMemoryBytes = 7999 }));

    [Fact]
    public void Grow_BeyondTheBudget_Throws()
        => Should.Throw<PayloadException>(() => Payload.Read<int>(
            [],
            (ref reader) =>
            {
                var items = new long[reader.InitialCapacity<long>(500)];
                reader.Grow(ref items, int.MaxValue);
                return items.Length;
            },
            new PayloadOptions { MaxMemoryBytes = 11_999 }));

    [Fact]
    public void ExpectEnd_BytesLeft_Throws()
        => Should.Throw<PayloadException>(() => Payload.ReadHex("0000000000", (ref reader) => reader.ReadUnmanaged<int>())).Offset.ShouldBe(4);

    [Theory]
    [InlineData("fa")]
    [InlineData("fe")]
    [InlineData("03")]
    public void TryReadObjectHeader_ReservedOrTooMany_Throws(string hex)
        => Should.Throw<PayloadException>(() => Payload.ReadHex(hex, (ref reader) => reader.TryReadObjectHeader(out _, 2)));
}
