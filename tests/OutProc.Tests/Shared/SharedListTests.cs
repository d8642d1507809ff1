using OutProc.Contracts;
using OutProc.Protocol;
using OutProc.Serialization;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedListTests
{
    [Fact]
    public async Task Operations_OfAList_AreThoseOfAList()
    {
        SharedList<string> it = Make<string>()[0];

        (await it.AddAsync("a")).ShouldBe(0);
        (await it.AddRangeAsync(["b", "c", "d"])).ShouldBe(1);
        await it.InsertAsync(0, "first");
        await it.InsertAsync(5, "last");
        await it.SetAsync(1, "A");
        (await it.RemoveAtAsync(2)).ShouldBe("b");
        (await it.UpdateAsync(0, static item => item.ToUpperInvariant())).ShouldBe("FIRST");

        (await it.ToArrayAsync()).ShouldBe(["FIRST", "A", "c", "d", "last"]);
        (await it.GetAsync(3)).ShouldBe("d");
        (await it.IndexOfAsync("last")).ShouldBe(4);
        (await it.IndexOfAsync("b")).ShouldBe(-1);
        (await it.CountAsync()).ShouldBe(5);
        await it.ClearAsync();
        (await it.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Index_OutOfRange_SaysHowManyThereAre()
    {
        SharedList<int> it = Make<int>()[0];
        await it.AddRangeAsync([1, 2]);

        foreach (int index in (int[])[-1, 2, int.MaxValue])
        {
            (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await it.GetAsync(index))).Message.ShouldContain("2 items");
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await it.SetAsync(index, 1));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await it.RemoveAtAsync(index));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await it.UpdateAsync(index, static item => item));
        }

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await it.InsertAsync(3, 1));
    }

    [Fact]
    public async Task Update_FromManySides_LosesNothing()
    {
        SharedList<int>[] both = Make<int>();
        await both[0].AddRangeAsync([0, 0]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (int n = 0; n < 1000; n++)
            {
                await both[i % 2].UpdateAsync(n % 2, static item => item + 1);
            }
        }))).DefaultTimeout();

        (await both[0].ToArrayAsync()).ShouldBe([4000, 4000]);
    }

    [Fact]
    public async Task Walk_LongList_SeesAllInOrder()
    {
        SharedList<string> it = Make<string>()[0];
        await it.AddRangeAsync(Enumerable.Range(0, 5000).Select(static i => $"item {i} of a list that takes more than one page"));

        int next = 0;
        await foreach (string item in it)
        {
            item.ShouldStartWith($"item {next++} ");
        }

        next.ShouldBe(5000);
    }

    [Fact]
    public async Task AddRange_MoreThanItMayHold_AddsNone()
    {
        SharedList<byte[]> it = Make<byte[]>()[0];

        await Assert.ThrowsAsync<SharedResourceException>(async () => await it.AddRangeAsync([new byte[10], new byte[2 << 20]]));

        (await it.CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    public void Request_TooShort_IsAViolation(int length)
        => Assert.Throws<ProtocolViolationException>(() => Execute(new byte[length]));

    [Fact]
    public void Request_AnyBytes_IsAnsweredOrAViolation()
    {
        var random = new Random(42);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = new byte[random.Next(17, 60)];
            random.NextBytes(bytes);
            BitConverter.TryWriteBytes(bytes, random.Next(2));
            bytes[4] = (byte)random.Next(14);
            BitConverter.TryWriteBytes(bytes.AsSpan(13), random.Next(4) == 0 ? random.Next() : random.Next(8));
            try
            {
                Execute(bytes).Dispose();
            }
            catch (ProtocolViolationException)
            {
                // What makes no sense ends the worker that said it, and nothing else.
            }
        }
    }

    private static PayloadBuffer Execute(byte[] bytes)
    {
        var stores = new HostedStores();
        stores.Add(0, new ListStore(1 << 20));
        stores.Add(1, new DictionaryStore(1 << 20));
        var request = PayloadBuffer.Rent();
        request.CopyFrom(bytes);
        return stores.RequestAsync(request, default).AsTask().GetAwaiter().GetResult();
    }

    private static SharedList<T>[] Make<T>()
    {
        var set = SharedResources.Create(new SharedDeclarations().AddList<T>("it", 1 << 20), out _);
        SharedList<T> it = set.Get<SharedList<T>>("it");
        return [it, new(((ISharedResource<SharedList<T>>)it).Entry)];
    }
}
