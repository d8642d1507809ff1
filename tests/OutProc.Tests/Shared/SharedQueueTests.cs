using System.Threading.Channels;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Interop;
using OutProc.Serialization;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedQueueTests : IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromMilliseconds(50);

    private readonly Participants _all = new();

    public void Dispose() => _all.Dispose();

    [Fact]
    public void TryWrite_Full_SaysSoAtOnceAndTakesNoMore()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(3);
        for (int i = 0; i < 3; i++)
        {
            queue[1].TryWrite(i).ShouldBeTrue();
        }

        queue[2].TryWrite(3).ShouldBeFalse();
        queue[0].Count.ShouldBe(3);
        queue[2].TryRead(out int first).ShouldBeTrue();
        first.ShouldBe(0);
        queue[2].TryWrite(3).ShouldBeTrue();
    }

    [Fact]
    public async Task WriteAsync_FullForTheWholeTime_TimesOutNotBefore()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(1);
        queue[0].TryWrite(1);
        long start = TimeProvider.System.GetTimestamp();

        await Assert.ThrowsAsync<TimeoutException>(() => queue[1].WriteAsync(2, s_soon).AsTask()).DefaultTimeout();

        TimeProvider.System.GetElapsedTime(start).ShouldBeGreaterThanOrEqualTo(s_soon - TimeSpan.FromMilliseconds(2));
        queue[0].Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadAsync_EmptyForTheWholeTime_TimesOut()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(1);

        await Assert.ThrowsAsync<TimeoutException>(() => queue[1].ReadAsync(TimeSpan.Zero).AsTask()).DefaultTimeout();
        await Assert.ThrowsAsync<TimeoutException>(() => queue[1].ReadAsync(s_soon).AsTask()).DefaultTimeout();

        queue[2].TryWrite(5).ShouldBeTrue();
        (await queue[1].ReadAsync().DefaultTimeout()).ShouldBe(5);
    }

    [Fact]
    public async Task WriteAsync_Full_GoesOnWhenAnotherReads()
    {
        SharedQueue<string>[] queue = _all.Queue<string>(1);
        queue[0].TryWrite("one");
        Task write = queue[1].WriteAsync("two").AsTask();

        (await queue[2].ReadAsync().DefaultTimeout()).ShouldBe("one");
        await write.DefaultTimeout();
        (await queue[2].ReadAsync().DefaultTimeout()).ShouldBe("two");
    }

    [Fact]
    public async Task ReadAsync_Cancelled_LeavesTheItemToOthers()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(1);
        using var cancellation = new CancellationTokenSource();
        Task<int> read = queue[1].ReadAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read).DefaultTimeout();

        queue[0].TryWrite(7);

        queue[2].TryRead(out int item).ShouldBeTrue();
        item.ShouldBe(7);
    }

    [Fact]
    public async Task WriteAsync_ItemThatCannotBeWritten_FailsTheWriterAndTakesNoPlace()
    {
        SharedItemCodecs.Register<Moody, MoodyCodec>();
        SharedQueue<Moody>[] queue = _all.Queue<Moody>(1);

        await Assert.ThrowsAsync<PayloadException>(() => queue[1].WriteAsync(new Moody(Fails: true)).AsTask()).DefaultTimeout();
        Should.Throw<PayloadException>(() => queue[1].TryWrite(new Moody(Fails: true)));

        queue[0].Count.ShouldBe(0);
        await queue[1].WriteAsync(new Moody(Fails: false)).DefaultTimeout();
        (await queue[2].ReadAsync().DefaultTimeout()).ShouldBe(new Moody(Fails: false));
    }

    [Fact]
    public void TryWrite_LargerThanDeclared_SaysBothSizes()
    {
        SharedQueue<string>[] queue = _all.Queue<string>(2, maxItemBytes: 1000);

        SharedResourceException error = Should.Throw<SharedResourceException>(() => queue[1].TryWrite(new string('x', 2000)));

        error.Message.ShouldContain("1000");
        error.Resource.ShouldBe("it");
        queue[0].Count.ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(220)]
    [InlineData(240)]
    [InlineData(241)]
    [InlineData(60_000)]
    public async Task WriteAsync_TextOfAnySize_ArrivesWhole(int length)
    {
        SharedQueue<string>[] queue = _all.Queue<string>(4);
        for (int i = 0; i < 200; i++)
        {
            string text = new((char)('a' + (i % 26)), length);
            await queue[1].WriteAsync(text).DefaultTimeout();
            (await queue[2].ReadAsync().DefaultTimeout()).ShouldBe(text);
        }
    }

    [Fact]
    public async Task Complete_ReadersGetTheRestAndThenTheEnd()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(4);
        queue[0].TryWrite(1);
        queue[0].TryWrite(2);
        queue[1].Complete();

        queue[0].TryWrite(3).ShouldBeFalse();
        await Assert.ThrowsAsync<ChannelClosedException>(() => queue[0].WriteAsync(3).AsTask()).DefaultTimeout();
        Should.Throw<ChannelClosedException>(() => queue[2].Complete());
        (await queue[2].ReadAllAsync().ToListAsync().DefaultTimeout()).ShouldBe([1, 2]);
        await Assert.ThrowsAsync<ChannelClosedException>(() => queue[2].ReadAsync().AsTask()).DefaultTimeout();
        (await queue[2].ReadManyAsync(5).DefaultTimeout()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Complete_WithAnError_AllReadersSeeItAfterTheRest()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(4);
        Task<int>[] waiting = [queue[1].ReadAsync().AsTask(), queue[2].ReadAsync().AsTask()];
        queue[0].Complete(new InvalidOperationException("no more"));

        foreach (Task<int> read in waiting)
        {
            ChannelClosedException closed = await Assert.ThrowsAsync<ChannelClosedException>(() => read).DefaultTimeout();
            closed.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("no more");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => queue[2].ReadAllAsync().ToListAsync().AsTask()).DefaultTimeout();
    }

    [Fact]
    public async Task Complete_WhileAWriterWaits_EndsTheWait()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(1);
        queue[0].TryWrite(1);
        Task write = queue[1].WriteAsync(2).AsTask();

        queue[0].Complete();

        await Assert.ThrowsAsync<ChannelClosedException>(() => write).DefaultTimeout();
    }

    [Fact]
    public async Task JoinAsync_ItemsReceived_WaitsForTheLastAcknowledgement()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(10);
        for (int i = 0; i < 10; i++)
        {
            queue[0].TryWrite(i);
        }

        Task join = queue[0].JoinAsync().AsTask();
        var items = new List<SharedQueueItem<int>>();
        while (queue[1 + (items.Count % 2)].TryReceive(out SharedQueueItem<int>? item))
        {
            items.Add(item);
        }

        items.Count.ShouldBe(10);
        foreach (SharedQueueItem<int> item in items)
        {
            join.IsCompleted.ShouldBeFalse();
            item.Acknowledge();
        }

        await join.DefaultTimeout();
    }

    [Fact]
    public async Task Dispose_ItemNotAcknowledged_ComesBackFirst()
    {
        SharedQueue<string>[] queue = _all.Queue<string>(4);
        queue[0].TryWrite("first");
        queue[0].TryWrite("second");
        SharedQueueItem<string> item = await queue[1].ReceiveAsync().DefaultTimeout();
        item.DeliveryCount.ShouldBe(1);
        item.Dispose();
        Should.Throw<InvalidOperationException>(item.Acknowledge);

        SharedQueueItem<string> again = await queue[2].ReceiveAsync().DefaultTimeout();

        again.Value.ShouldBe("first");
        again.DeliveryCount.ShouldBe(2);
        again.Acknowledge();
        again.Acknowledge();
        again.Dispose();
        queue[2].TryRead(out string? second).ShouldBeTrue();
        second.ShouldBe("second");
        queue[2].TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Repair_ReaderDied_ItsItemsAreGivenToTheNext()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(4);
        for (int i = 0; i < 4; i++)
        {
            queue[0].TryWrite(i);
        }

        queue[1].TryReceive(out SharedQueueItem<int>? settled).ShouldBeTrue();
        settled.Acknowledge();
        queue[1].TryReceive(out _).ShouldBeTrue();
        queue[1].TryReceive(out _).ShouldBeTrue();
        Task join = queue[0].JoinAsync().AsTask();
        queue[2].TryRead(out int last).ShouldBeTrue();
        last.ShouldBe(3);
        Task<int> next = queue[2].ReadAsync().AsTask();

        _all.Host.Repair(slot: 1, [queue[0].Ring]);

        int[] back = [await next.DefaultTimeout(), await queue[2].ReadAsync().DefaultTimeout()];
        back.Order().ShouldBe([1, 2]);
        await join.DefaultTimeout();
    }

    [Fact]
    public async Task Repair_WriterDiedOverAnItem_TheOthersPass()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(2);
        queue[1].Ring.TryClaim(out _).ShouldBeTrue();
        queue[0].TryWrite(2).ShouldBeTrue();
        queue[0].TryWrite(3).ShouldBeFalse();
        Task<int> read = queue[2].ReadAsync().AsTask();
        read.IsCompleted.ShouldBeFalse();

        _all.Host.Repair(slot: 1, [queue[0].Ring]);

        (await read.DefaultTimeout()).ShouldBe(2);
        queue[2].TryRead(out _).ShouldBeFalse();
        await queue[0].JoinAsync().DefaultTimeout();
    }

    [Fact]
    public async Task Complete_AnotherProcessHasAnItem_ReadersWaitWhetherItComesBack()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(2);
        queue[0].TryWrite(1);
        queue[1].TryReceive(out SharedQueueItem<int>? item).ShouldBeTrue();
        queue[0].Complete();

        (await queue[1].ReadAllAsync().ToListAsync().DefaultTimeout()).ShouldBeEmpty();
        Task<List<int>> rest = queue[2].ReadAllAsync().ToListAsync().AsTask();
        rest.IsCompleted.ShouldBeFalse();
        item.Dispose();

        (await rest.DefaultTimeout()).ShouldBe([1]);
    }

    [Fact]
    public async Task ReadManyAsync_SeveralThere_TakesThemTogether()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(8);
        for (int i = 0; i < 5; i++)
        {
            queue[0].TryWrite(i);
        }

        (await queue[1].ReadManyAsync(3).DefaultTimeout()).ShouldBe([0, 1, 2]);
        int[] rest = new int[8];
        queue[1].TryReadMany(rest).ShouldBe(2);
        rest[..2].ShouldBe([3, 4]);
    }

    [Fact]
    public async Task WriteAsync_ManyWritersAndReaders_EachItemOnceAndInItsWritersOrder()
    {
        const int PerWriter = 20_000;
        SharedQueue<long>[] queue = _all.Queue<long>(16);
        Task[] writers = [.. Enumerable.Range(0, 3).Select(writer => Task.Run(async () =>
        {
            for (long i = 0; i < PerWriter; i++)
            {
                await queue[writer].WriteAsync(((long)writer << 32) + i);
            }
        }))];
        Task<List<long>>[] readers = [.. Enumerable.Range(0, 3).Select(reader => Task.Run(() => queue[reader].ReadAllAsync().ToListAsync().AsTask()))];
        await Task.WhenAll(writers).DefaultTimeout();
        queue[0].Complete();
        List<long>[] read = await Task.WhenAll(readers).DefaultTimeout();

        read.SelectMany(static items => items).Distinct().Count().ShouldBe(3 * PerWriter);
        read.Sum(static items => items.Count).ShouldBe(3 * PerWriter);
        foreach (List<long> items in read)
        {
            foreach (IGrouping<long, long> ofOne in items.GroupBy(static item => item >> 32))
            {
                ofOne.ShouldBe(ofOne.Order());
            }
        }
    }

    [Fact]
    public async Task ReadAsync_SpaceDisposed_EndsTheWait()
    {
        SharedQueue<int>[] queue = _all.Queue<int>(2);
        Task<int> read = queue[1].ReadAsync().AsTask();

        _all[1].Dispose();

        await Assert.ThrowsAsync<SharedResourceException>(() => read).DefaultTimeout();
        Should.Throw<SharedResourceException>(() => queue[1].TryRead(out _));
    }

    [Fact]
    public void AnyUse_MemoryFullOfNonsense_EndsAndTouchesNothingElse()
    {
        SharedQueue<string>[] queue = _all.Queue<string>(8, maxItemBytes: 5000);
        var random = new Random(4711);
        for (int round = 0; round < 60; round++)
        {
            FillWithNonsense(random, round);
            for (int use = 0; use < 20; use++)
            {
                Use(() => queue[0].TryWrite("text"));
                Use(() => queue[0].TryRead(out _));
                Use(() => queue[0].TryReceive(out _));
                Use(() => queue[0].Count.ShouldBeGreaterThanOrEqualTo(0));
            }

            Use(() => _all.Host.Repair(slot: 1, [queue[0].Ring]));
            Use(() => queue[0].TryComplete(new InvalidOperationException("x")));
            Use(() => queue[0].ReadAsync(TimeSpan.Zero).AsTask().GetAwaiter().GetResult());
        }
    }

    /// <summary>Any result will do, and these exceptions.</summary>
    private static void Use(Action use)
    {
        try
        {
            use();
        }
        catch (Exception e) when (e is OutProcException or TimeoutException or ChannelClosedException)
        {
        }
    }

    /// <summary>Bytes of all kinds in all words, or in a few of them.</summary>
    private unsafe void FillWithNonsense(Random random, int round)
    {
        SharedRegion region = _all.Regions[1];
        var bytes = new Span<byte>(region.Start, (int)region.Length);
        var words = new Span<long>(region.Start, (int)region.Length / sizeof(long));
        if (round % 3 == 0)
        {
            random.NextBytes(bytes);
            return;
        }

        for (int i = 0; i < 2000; i++)
        {
            words[random.Next(round % 3 == 1 ? 64 : words.Length)] = random.NextInt64(-16, 1 << 16);
        }
    }

    private sealed record Moody(bool Fails);

    private sealed class MoodyCodec : ISharedItemCodec<Moody>
    {
        public static void Write(ref PayloadWriter writer, Moody value)
        {
            writer.WriteUnmanaged(value.Fails);
            if (value.Fails)
            {
                throw new PayloadException("It does not want to.");
            }
        }

        public static Moody Read(ref PayloadReader reader) => new(reader.ReadUnmanaged<bool>());
    }
}
