using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Shared;

/// <summary>Shared resources as arguments, results and parts of data: only which one it is travels.</summary>
public sealed class SharedReferenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Argument_PartsOfData_AreTheHostsOwn(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(mode, transport, 2);
        var parcel = new Parcel(
            pool.Shared.Get<SharedLock>("guard"), pool.Shared.Get<SharedArray<long>>("numbers"), pool.Shared.Get<SharedEvent>("done"), "hello");

        Task[] calls = [.. Enumerable.Range(0, 2).Select(_ => pool.Proxy.CountWithAsync(parcel, 200, Token).AsTask())];

        (await parcel.Done!.WaitAsync(TimeSpan.FromSeconds(30), Token)).ShouldBeTrue();
        await Task.WhenAll(calls).DefaultTimeout();
        parcel.Numbers[0].ShouldBe(400);
    }

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Result_WayThereAndBack_IsTheSameObject(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(mode, transport, 1);
        var parcel = new Parcel(pool.Shared.Get<SharedLock>("guard"), pool.Shared.Get<SharedArray<long>>("numbers"), null, "hello");

        Parcel returned = await pool.Proxy.ReturnAsync(parcel, Token).DefaultTimeout();

        returned.ShouldBe(parcel);
        returned.Guard.ShouldBeSameAs(parcel.Guard);
        (await pool.Proxy.FindAsync("numbers", Token).DefaultTimeout()).ShouldBeSameAs(parcel.Numbers);
        (await pool.Proxy.FindAsync("nothing", Token).DefaultTimeout()).ShouldBeNull();
        (await pool.Proxy.IsKnownAsync(parcel.Guard, Token).DefaultTimeout()).ShouldBeTrue();
        (await pool.Proxy.CountAsync([parcel.Guard, null, parcel.Guard], Token).DefaultTimeout()).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Argument_AddedJustBefore_WaitsForTheNews(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(mode, transport, 1);
        for (int i = 0; i < 100; i++)
        {
            string name = $"late{i}";
            pool.Shared.Add(shared => shared.AddArray<long>(name, 1000));
            SharedArray<long> late = pool.Shared.Get<SharedArray<long>>(name);
            late.Span.Fill(i);

            (await pool.Proxy.SumAsync(late, Token).DefaultTimeout()).ShouldBe(1000 * i);
        }
    }

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Argument_OfAnotherPool_ThrowsBeforeItIsSent(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> pool = await StartAsync(mode, transport, 1);
        await using IWorkerPool<ISharer> other = await StartAsync(ExecutionMode.InProcess, WorkerTransport.Auto, 1);

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(
            () => pool.Proxy.IsKnownAsync(other.Shared.Get<SharedLock>("guard"), Token).DefaultTimeout());

        error.Resource.ShouldBe("guard");
        error.Message.ShouldContain("of another pool");
        (await pool.Proxy.NamesAsync(Token).DefaultTimeout()).Length.ShouldBe(3);
    }

    [Fact]
    public async Task Argument_OfADisposedPool_Throws()
    {
        IWorkerPool<ISharer> gone = await StartAsync(ExecutionMode.InProcess, WorkerTransport.Auto, 1);
        SharedLock guard = gone.Shared.Get<SharedLock>("guard");
        await gone.DisposeAsync();
        await using IWorkerPool<ISharer> pool = await StartAsync(ExecutionMode.InProcess, WorkerTransport.Auto, 1);

        SharedResourceException error = await Assert.ThrowsAsync<SharedResourceException>(() => pool.Proxy.IsKnownAsync(guard, Token).DefaultTimeout());

        error.Message.ShouldContain("disposed");
    }

    [Theory]
    [MemberData(nameof(SharedResourcesTests.Places), MemberType = typeof(SharedResourcesTests))]
    public async Task Inherit_SetOfAnotherPool_IsOneSet(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<ISharer> first = await StartAsync(mode, transport, 1);
        await using IWorkerPool<ISharer> second = await WorkerPool.StartAsync<ISharer>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Pool.MaxWorkers = 1;
                options.Shared.Inherit(first.Shared).AddEvent("more");
            },
            cancellationToken: Token).DefaultTimeout();
        second.Shared.ShouldBeSameAs(first.Shared);

        await first.Proxy.SetAsync("more", Token).DefaultTimeout();
        await first.Proxy.HoldAsync("guard", Token).DefaultTimeout();
        Task<bool> waits = second.Proxy.HoldAsync("guard", Token).AsTask();
        waits.IsCompleted.ShouldBeFalse();
        first.Workers[0].Kill();

        (await waits.DefaultTimeout()).ShouldBeTrue();
        first.Shared.Get<SharedEvent>("more").IsSet.ShouldBeTrue();
    }

    internal static async Task<IWorkerPool<ISharer>> StartAsync(ExecutionMode mode, WorkerTransport transport, int workers)
        => await WorkerPool.StartAsync<ISharer>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Pool.MinWorkers = workers;
                options.Pool.MaxWorkers = workers;
                options.Shared.AddLock("guard").AddArray<long>("numbers", 1000).AddEvent("done");
            },
            cancellationToken: Token).DefaultTimeout();
}
