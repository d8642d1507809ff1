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
            new PayloadOptions { MaxMemoryBytes = 7_999 }));

    [Fact]
    public void TryReadCollectionHeader_NestedClaimsOfAllTheRest_AreRefused()
    {
        // Each of the two fits what remains, but together they need 24 bytes.
        byte[] payload = [12, 0, 0, 0, 12, 0, 0, 0, .. new byte[12]];
        Payload.Read<int>(payload[4..], (ref reader) => Claim(ref reader, 1) + Rest(ref reader)).ShouldBe(24);
        Should.Throw<PayloadException>(() => Payload.Read<int>(payload, (ref reader) => Claim(ref reader, 1) + Claim(ref reader, 1)))
            .Message.ShouldContain("claims 12 elements");
    }

    [Fact]
    public void TryReadCollectionHeader_ClaimsThatShareTheMessage_AreTaken()
    {
        // Outer: two elements of at least 4 bytes, which are the headers of the inner ones.
        byte[] payload = [2, 0, 0, 0, 1, 0, 0, 0, 9, 1, 0, 0, 0, 9];
        Payload.Read<int>(payload, (ref reader) =>
        {
            int count = Claim(ref reader, 4);
            for (int i = 0; i < count; i++)
            {
                Claim(ref reader, 1);
                reader.ReadUnmanaged<byte>();
            }

            return reader.Remaining;
        }).ShouldBe(0);
    }

    [Fact]
    public void InitialCapacity_ReferencesWhoseBytesAreThere_AreNotCapped()
        => Payload.Read<int>(new byte[100_000], (ref reader) => reader.InitialCapacity<object>(100_000) + Rest(ref reader))
            .ShouldBe(200_000);

    [Fact]
    public void TryReadObjectHeader_ObjectsBeyondTheBudget_Throws()
        => Should.Throw<PayloadException>(() => Payload.Read<int>(
            new byte[1000],
            (ref reader) =>
            {
                var objects = new List<byte[]>();
                while (reader.TryReadObjectHeader(out _))
                {
                    objects.Add(new byte[1000]);
                }

                return objects.Count;
            },
            new PayloadOptions { MaxMemoryBytes = 100_000 })).Message.ShouldContain("108000 bytes of memory");

    [Fact]
    public void AddEntry_DictionaryThatGrowsBeyondTheBudget_Throws()
        => Should.Throw<PayloadException>(() => Payload.Read<int>(
            [],
            (ref reader) =>
            {
                var entries = new Dictionary<int, int>();
                for (int i = 0; ; i++)
                {
                    reader.AddEntry(entries, i, i);
                }
            },
            new PayloadOptions { MaxMemoryBytes = 100_000 }));

    [Fact]
    public void ExpectEnd_BytesLeft_Throws()
        => Should.Throw<PayloadException>(() => Payload.ReadHex("0000000000", (ref reader) => reader.ReadUnmanaged<int>())).Offset.ShouldBe(4);

    [Fact]
    public void Enter_WithoutStack_ThrowsBeforeItOverflows()
    {
        string? message = null;
        var thread = new Thread(
            () => message = Should.Throw<PayloadException>(() => Payload.Read<int>(
                [], (ref reader) => Nest(ref reader), new PayloadOptions { MaxDepth = int.MaxValue })).Message,
            256 * 1024);
        thread.Start();
        thread.Join();

        message.ShouldNotBeNull().ShouldContain("the stack of this thread is too small");
    }

    [Theory]
    [InlineData("fa")]
    [InlineData("fe")]
    [InlineData("03")]
    public void TryReadObjectHeader_ReservedOrTooMany_Throws(string hex)
        => Should.Throw<PayloadException>(() => Payload.ReadHex(hex, (ref reader) => reader.TryReadObjectHeader(out _, 2)));

    private static int Claim(ref PayloadReader reader, int minElementSize)
        => reader.TryReadCollectionHeader(minElementSize, out int count) ? count : -1;

    private static int Rest(ref PayloadReader reader)
    {
        int rest = reader.Remaining;
        for (int i = 0; i < rest; i++)
        {
            reader.ReadUnmanaged<byte>();
        }

        return rest;
    }

    private static int Nest(ref PayloadReader reader)
    {
        reader.Enter();
        int depth = Nest(ref reader) + 1;
        reader.Leave();
        return depth;
    }
}
