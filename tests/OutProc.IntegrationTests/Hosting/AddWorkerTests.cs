using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Hosting;

public sealed class AddWorkerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddWorker_ProxyInjected_CallsAnotherProcess()
    {
        await using ServiceProvider services = Build(static builder => builder.AddWorker<IClerk>());
        var clerk = services.GetRequiredService<IClerk>();

        (await clerk.HostProcessIdAsync(Token).DefaultTimeout()).ShouldBe(Environment.ProcessId);

        IWorkerPool<IClerk> pool = services.GetRequiredService<IWorkerPool<IClerk>>();
        clerk.ShouldBeSameAs(pool.Proxy);
        pool.Workers.ShouldHaveSingleItem().ProcessId.ShouldNotBe(Environment.ProcessId);
    }

    [Theory]
    [InlineData(ExecutionMode.Process)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task AddWorker_StartupOfTheWorkersAssembly_SuppliesServices(ExecutionMode mode)
    {
        await using ServiceProvider services = Build(builder => builder.AddWorker<IClerk>(options =>
        {
            options.Mode = mode;
            options.Pool.MaxWorkers = 1;
        }));
        var clerk = services.GetRequiredService<IClerk>();

        (await clerk.WriteAsync("a", Token).DefaultTimeout()).ShouldBe("initialized,a");
        (await clerk.WriteAsync("b", Token).DefaultTimeout()).ShouldBe("initialized,a,b");
    }

    [Fact]
    public async Task Host_StartedAndStopped_StartsTheMinimumAndLeavesNothing()
    {
        await using ServiceProvider services = Build(static builder => builder.AddWorker<ICalculator>(static options =>
        {
            options.Pool.MinWorkers = 2;
            options.Pool.MaxWorkers = 2;
        }));
        var hosted = (IHostedLifecycleService)services.GetServices<IHostedService>().Single();

        await hosted.StartingAsync(Token).DefaultTimeout();
        IReadOnlyList<WorkerProcess<ICalculator>> workers = services.GetRequiredService<IWorkerPool<ICalculator>>().Workers;
        await hosted.StoppedAsync(Token).DefaultTimeout();

        workers.Count.ShouldBe(2);
        foreach (WorkerProcess<ICalculator> worker in workers)
        {
            (await worker.Exited.DefaultTimeout()).CleanGoodbye.ShouldBeTrue();
            File.Exists($"/proc/{worker.ProcessId}/exe").ShouldBeFalse();
        }

        await Should.ThrowAsync<ObjectDisposedException>(
            () => services.GetRequiredService<ICalculator>().AddAsync(1, 2, Token).DefaultTimeout());
    }

    [Fact]
    public async Task Host_StoppedDuringACall_LetsItEndWithinTheGrace()
    {
        await using ServiceProvider services = Build(static builder => builder.AddWorker<IStubborn>(static options =>
        {
            options.Pool.MinWorkers = 1;
            options.Pool.MaxWorkers = 1;
            options.Launch.ShutdownGrace = TimeSpan.FromSeconds(45);
        }));
        var hosted = (IHostedLifecycleService)services.GetServices<IHostedService>().Single();
        await hosted.StartingAsync(Token).DefaultTimeout();
        WorkerProcess<IStubborn> worker = services.GetRequiredService<IWorkerPool<IStubborn>>().Workers.ShouldHaveSingleItem();
        Task<int> call = services.GetRequiredService<IStubborn>().SpinAsync(400, Token).AsTask();
        while (worker.RunningMethod is null && !call.IsCompleted)
        {
            await Task.Yield();
        }

        await hosted.StoppedAsync(Token).DefaultTimeout();

        (await call.DefaultTimeout()).ShouldBeGreaterThan(0);
        (await worker.Exited.DefaultTimeout()).CleanGoodbye.ShouldBeTrue();
    }

    [Fact]
    public async Task Host_StartedWithoutMinimum_StartsNothing()
    {
        await using ServiceProvider services = Build(static builder => builder.AddWorker<ICalculator>());
        var hosted = (IHostedLifecycleService)services.GetServices<IHostedService>().Single();

        await hosted.StartingAsync(Token).DefaultTimeout();

        services.GetRequiredService<IWorkerPool<ICalculator>>().Workers.ShouldBeEmpty();
        await hosted.StoppedAsync(Token).DefaultTimeout();
    }

    [Fact]
    public async Task Host_StartedWithBadOptions_FailsWithEachOption()
    {
        await using ServiceProvider services = Build(static builder => builder.AddWorker<ICalculator>(static options =>
        {
            options.Pool.MaxWorkers = 0;
            options.Launch.StartTimeout = TimeSpan.Zero;
        }));
        var hosted = (IHostedLifecycleService)services.GetServices<IHostedService>().Single();

        var error = Should.Throw<OptionsValidationException>(() => hosted.StartingAsync(Token));

        error.Failures.ShouldBe(
        [
            "Worker pool of OutProc.TestWorkers.ICalculator: Pool.MaxWorkers is 0; allowed is 1 to 4096.",
            "Worker pool of OutProc.TestWorkers.ICalculator: Launch.StartTimeout is 00:00:00; allowed is more than zero to 24 days, or Timeout.InfiniteTimeSpan.",
        ]);
    }

    [Fact]
    public async Task Host_StartedWithUnwillingWorker_FailsToStart()
    {
        await using ServiceProvider services = Build(static builder => builder.AddWorker<IUnwilling>(static options => options.Pool.MinWorkers = 1));
        var hosted = (IHostedLifecycleService)services.GetServices<IHostedService>().Single();

        var error = await Should.ThrowAsync<WorkerStartException>(() => hosted.StartingAsync(Token).DefaultTimeout());

        error.Reason.ShouldBe(WorkerStartFailure.StartupThrew);
    }

    private static ServiceProvider Build(Action<OutProcBuilder> configure)
    {
        var services = new ServiceCollection();
        configure(services.AddOutProc());
        return services.BuildServiceProvider();
    }
}
