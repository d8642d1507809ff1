using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;
using OutProc.Workers;

namespace OutProc.IntegrationTests.Workers;

public sealed class InProcessWorkerLauncherTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_WorkerAssemblyMissing_NamesIt()
    {
        WorkerStartException error = await FailAsync<WorkerStartException>(StartRequests.ForMissingAssembly());

        error.Reason.ShouldBe(WorkerStartFailure.FileNotFound);
        error.Message.ShouldContain("Missing.Assembly");
    }

    [Fact]
    public async Task StartAsync_OtherSchema_ListsTheDifferences()
    {
        MethodDescriptor[] methods = [.. StartRequests.For<ICalculator>().Contract.Methods];
        MethodDescriptor changed = methods[0];
        methods[0] = new MethodDescriptor(changed.Index, changed.Id, changed.Name, changed.SchemaHash + 1, changed.Schema.Replace("double", "decimal", StringComparison.Ordinal));

        var error = await FailAsync<WorkerContractMismatchException>(StartRequests.For<ICalculator>().With(methods));

        error.Differences.Count.ShouldBe(3, "two parameters and the result");
        error.Differences[0].ShouldContain("'left' is 'decimal' in the host and 'double' in the worker");
    }

    [Fact]
    public async Task StartAsync_InitializeNeverEnds_TimesOut()
    {
        var launch = new LaunchOptions { StartTimeout = TimeSpan.FromMilliseconds(500) };

        WorkerStartException error = await FailAsync<WorkerStartException>(StartRequests.For<ISleepy>(launch));

        error.Reason.ShouldBe(WorkerStartFailure.Timeout);
        error.Message.ShouldContain("InitializeAsync");
    }

    [Fact]
    public async Task StartAsync_Cancelled_GivesUp()
    {
        using var source = new CancellationTokenSource();
        Task start = new InProcessWorkerLauncher().StartAsync(StartRequests.For<ISleepy>(), source.Token).AsTask();

        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => start.DefaultTimeout());
    }

    [Fact]
    public async Task Kill_WhileACallRuns_FailsTheCallAndTheNextIsServed()
    {
        await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(
            static options =>
            {
                options.Mode = ExecutionMode.InProcess;
                options.Pool.MaxWorkers = 1;
            },
            cancellationToken: Token).DefaultTimeout();
        WorkerProcess<ICalculator> worker = pool.Workers[0];
        Task call = pool.Proxy.WaitAsync(Token).AsTask();
        await worker.WaitUntilRunningAsync("WaitAsync");

        worker.Kill();

        var error = await Should.ThrowAsync<WorkerCrashedException>(() => call.DefaultTimeout());
        error.Cause.ShouldBe(CrashCause.Stopped);
        (await worker.Exited.DefaultTimeout()).CleanGoodbye.ShouldBeFalse();
        (await pool.Proxy.AddAsync(1, 2, Token).DefaultTimeout()).ShouldBe(3);
        pool.Workers[0].Generation.ShouldBe(2);
    }

    private static Task<TError> FailAsync<TError>(WorkerStartRequest request)
        where TError : Exception
        => Should.ThrowAsync<TError>(() => new InProcessWorkerLauncher().StartAsync(request, Token).DefaultTimeout());
}
