using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A28 to A31: values, arrays and structures that a worker changes are changed in the host; their life and errors.

/// <summary>Memory between processes.</summary>
public sealed class SharedMemoryBetweenProcessesTests
{
    public static TheoryData<ExecutionMode> Places => Porters.Places;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Values_OfEveryType_AWorkersChangeIsSeenHere(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 1, static shared => shared
            .AddValue("byte1", byte.MaxValue)
            .AddValue("short1", short.MaxValue)
            .AddValue("int1", -2)
            .AddValue("long1", long.MaxValue - 1)
            .AddValue("float1", 1.5f)
            .AddValue("double1", -2.5)
            .AddValue("bool1", true)
            .AddValue("char1", 'a')
            .AddValue("enum1", DayOfWeek.Friday));

        await pool.Proxy.TouchAsync("1", Token).DefaultTimeout();

        pool.Shared.Get<SharedValue<byte>>("byte1").Read().ShouldBe((byte)0);
        pool.Shared.Get<SharedValue<short>>("short1").Read().ShouldBe(short.MinValue);
        pool.Shared.Get<SharedValue<int>>("int1").Read().ShouldBe(-1);
        pool.Shared.Get<SharedValue<long>>("long1").Read().ShouldBe(long.MaxValue);
        pool.Shared.Get<SharedValue<float>>("float1").Read().ShouldBe(2.5f);
        pool.Shared.Get<SharedValue<double>>("double1").Read().ShouldBe(-1.5);
        pool.Shared.Get<SharedValue<bool>>("bool1").Read().ShouldBeFalse();
        pool.Shared.Get<SharedValue<char>>("char1").Read().ShouldBe('b');
        pool.Shared.Get<SharedValue<DayOfWeek>>("enum1").Read().ShouldBe(DayOfWeek.Saturday);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Value_CountedByFourAtOnce_LosesNothing(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 3, static shared => shared.AddValue("hits", 0));
        SharedValue<int> hits = pool.Shared.Get<SharedValue<int>>("hits");

        Task[] workers = [.. Enumerable.Range(0, 3).Select(_ => pool.Proxy.CountUpAsync("hits", 100_000, Token).AsTask())];
        for (int i = 0; i < 100_000; i++)
        {
            hits.Increment();
        }

        await Task.WhenAll(workers).DefaultTimeout();
        hits.Read().ShouldBe(400_000);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Array_SliceEditedInPlaceByAWorker_IsSeenHere(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(
            mode, 1, static shared => shared.AddArray<int>("numbers", 1000).AddArray<long>("large", 8 << 20));
        SharedArray<int> numbers = pool.Shared.Get<SharedArray<int>>("numbers");
        SharedArray<long> large = pool.Shared.Get<SharedArray<long>>("large");
        numbers.Span.ToArray().ShouldAllBe(static number => number == 0);
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i;
        }

        large.Span.Fill(3);
        await pool.Proxy.TwiceAsync("numbers", 100, 200, Token).DefaultTimeout();

        (numbers[99], numbers[100], numbers[299], numbers[300]).ShouldBe((99, 200, 598, 300));
        (await pool.Proxy.SumAsync("large", Token).DefaultTimeout()).ShouldBe(3L * large.Length);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Array_OfStructures_IsEditedInPlace(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 1, static shared => shared.AddArray<Body>("bodies", 10));
        SharedArray<Body> bodies = pool.Shared.Get<SharedArray<Body>>("bodies");
        bodies.Span.Fill(new Body(7, 1.5, 3, 0));
        Body[] copy = bodies.Span.ToArray();

        await pool.Proxy.MoveAsync("bodies", Token).DefaultTimeout();

        bodies.Span.ToArray().ShouldAllBe(static body => body == new Body(7, 2.5, 6, 1));
        copy.ShouldAllBe(static body => body == new Body(7, 1.5, 3, 0));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Snapshot_PublishedAnywhere_IsReadEverywhere(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 2, static shared => shared.AddSnapshot<string[]>("texts"));
        SharedSnapshot<string[]> texts = pool.Shared.Get<SharedSnapshot<string[]>>("texts");
        texts.TryRead(out _).ShouldBeFalse();
        Task<string[]> news = pool.Proxy.ReadNewerAsync("texts", 0, Token).AsTask();

        (await texts.PublishAsync(["a\0", "", "c"], Token).DefaultTimeout()).ShouldBe(1);
        (await news.DefaultTimeout()).ShouldBe(["a\0", "", "c"]);
        (await pool.Proxy.PublishAsync("texts", ["d"], Token).DefaultTimeout()).ShouldBe(2);

        texts.Read().ShouldBe(["d"]);
        texts.Read().ShouldBeSameAs(texts.Read());
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Array_OpenedAsAnotherType_IsAnErrorThatNamesBoth(ExecutionMode mode)
    {
        await using IWorkerPool<IPorter> pool = await Porters.StartAsync(mode, 1, static shared => shared.AddArray<int>("numbers", 4));

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(
            () => pool.Proxy.OpenAsFloatsAsync("numbers", Token).DefaultTimeout());

        error.Message.ShouldContain("SharedArray<System.Int32:4>");
        error.Message.ShouldContain("SharedArray<System.Single:4>");
        Should.Throw<ArgumentException>(() => pool.Shared.Add(static shared => shared.AddArray<int>("", 1)));
        Should.Throw<ArgumentOutOfRangeException>(() => pool.Shared.Add(static shared => shared.AddArray<int>("negative", -1)));
        Should.Throw<SharedResourceException>(() => pool.Shared.Add(static shared => shared.AddArray<int>("numbers", 1)));
        Should.Throw<SharedResourceException>(() => pool.Shared.Get<SharedArray<int>>("missing"));
        pool.Shared.Get<SharedArray<int>>("numbers").Length.ShouldBe(4);
    }

    [Fact]
    public async Task Dispose_Pool_UsesAreErrorsAndWhatWasHandedOutIsHarmless()
    {
        SharedArray<int> numbers;
        Memory<int> memory;
        await using (IWorkerPool<IPorter> pool = await Porters.StartAsync(ExecutionMode.Process, 1, static shared => shared.AddArray<int>("numbers", 1 << 20)))
        {
            numbers = pool.Shared.Get<SharedArray<int>>("numbers");
            memory = numbers.Slice(10, 20);
            memory.Span.Fill(7);
        }

        Should.Throw<SharedResourceException>(() => numbers.Span.Length);
        Should.Throw<SharedResourceException>(() => memory.Span.Length);
    }
}
