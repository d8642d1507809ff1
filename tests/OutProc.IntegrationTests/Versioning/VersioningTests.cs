using OutProc.Contracts;
using OutProc.Pools;
using OutProc.Testing.Shared;
using OutProc.WorkerBuilds;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Versioning;

/// <summary>The host has the output that was compiled for ABI 1 and is kept; the worker is that one too, or a newer build, in real processes.</summary>
public sealed class VersioningTests
{
    private static readonly Label s_label = new("A", [1, 2, 3]);

    [Theory]
    [InlineData(ExecutionMode.Process)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task Run_KeptOutputOnThisRuntime_Works(ExecutionMode mode)
    {
        await using IWorkerPool<IPrinter> pool = await WorkerPool.StartAsync<IPrinter>(options => options.Mode = mode).DefaultTimeout();
        (await pool.Proxy.PrintAsync(s_label).DefaultTimeout()).ShouldBe("kept A 6");
        (await pool.Proxy.CountAsync("four").DefaultTimeout()).ShouldBe(4);
        (await pool.Proxy.CountAsync(null).DefaultTimeout()).ShouldBeNull();
        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => pool.Proxy.FailAsync("on purpose").DefaultTimeout());
        error.Message.ShouldBe("on purpose");
    }

    [Fact]
    public async Task Run_NewerWorkerWithMoreMethodsAndOtherNames_IsCompatible()
    {
        await using IWorkerPool<IPrinter> pool = await StartNewerAsync<IPrinter>();
        (await pool.Proxy.PrintAsync(s_label).DefaultTimeout()).ShouldBe("newer A 6");
        (await pool.Proxy.CountAsync("four").DefaultTimeout()).ShouldBe(4);
    }

    [Fact]
    public async Task Run_NewerWorkerWithAnotherMember_NamesIt()
        => (await FailAsync<ILedger>()).Differences.ShouldBe(
            ["Add: member 'Amount' of OutProc.WorkerBuilds.Entry ('int') is missing in the host"]);

    [Fact]
    public async Task Run_NewerWorkerWithoutAMethod_NamesIt()
        => (await FailAsync<IArchive>()).Differences.ShouldHaveSingleItem().ShouldStartWith("Drop: the worker has no such method");

    [Fact]
    public async Task Run_NewerWorkerWithMembersInAnotherOrder_RefusesWhatCouldBeRead()
    {
        WorkerContractMismatchException error = await FailAsync<ICanvas>();
        error.Differences.ShouldBe(
            ["Measure: OutProc.WorkerBuilds.Extent has another order: Width, Height in the host, Height, Width in the worker"]);
        error.Message.ShouldContain("Rebuild and deploy both sides together");
        error.Message.ShouldContain(error.Differences[0]);
    }

    private static async Task<WorkerContractMismatchException> FailAsync<T>()
        where T : class, IRemoteContract<T>
        => await Assert.ThrowsAsync<WorkerContractMismatchException>(() => StartNewerAsync<T>());

    private static async Task<IWorkerPool<T>> StartNewerAsync<T>()
        where T : class, IRemoteContract<T>
        => await WorkerPool.StartAsync<T>(options =>
        {
            options.Mode = ExecutionMode.Process;
            options.Pool.MinWorkers = 1;
            options.Pool.MaxWorkers = 1;
            options.Launch.Location = WorkerLocation.Assembly("workers/Newer/OutProc.WorkerBuilds.dll");
        }).DefaultTimeout();
}
