using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OutProc.Contracts;
using OutProc.Hosting;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Hosting;

public sealed class OutProcHealthCheckTests
{
    [Fact]
    public async Task CheckHealth_PoolsAtWork_IsHealthyAndTellsTheLongestCall()
    {
        await using ServiceProvider services = Build(static builder => builder.AddWorker<ICalculator>().AddWorker<IUnwilling>());
        (await CheckAsync(services)).Status.ShouldBe(HealthStatus.Healthy, "nobody has asked for a pool yet");
        IWorkerPool<ICalculator> pool = services.GetRequiredService<IWorkerPool<ICalculator>>();
        using var cancel = new CancellationTokenSource();
        Task call = pool.Proxy.WaitAsync(cancel.Token).AsTask();
        await Task.Run(() => SpinWait.SpinUntil(() => pool.Workers.Count > 0)).DefaultTimeout();
        await pool.Workers[0].WaitUntilRunningAsync("WaitAsync");

        HealthCheckResult result = await CheckAsync(services);

        result.Status.ShouldBe(HealthStatus.Healthy);
        result.Data["Calculator"].ShouldBeOfType<string>().ShouldStartWith("1 workers, 1 busy, longest call: WaitAsync for ");
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.DefaultTimeout());
    }

    [Fact]
    public async Task CheckHealth_WorkerDoesNotStart_IsDegradedThenUnhealthyWithTheCause()
    {
        await using ServiceProvider services = Build(static builder => builder.AddWorker<IUnwilling>(static options =>
        {
            options.Restart.FirstDelay = TimeSpan.FromSeconds(20);
            options.Restart.Window = TimeSpan.FromMinutes(5);
        }));
        IWorkerPool<IUnwilling> pool = services.GetRequiredService<IWorkerPool<IUnwilling>>();
        await Assert.ThrowsAsync<WorkerStartException>(() => pool.Proxy.NeverAsync().DefaultTimeout());
        (await CheckAsync(services)).Status.ShouldBe(HealthStatus.Degraded);

        // A start that somebody asks for does not wait for the delay.
        while (pool.Fault is null)
        {
            await Assert.ThrowsAsync<WorkerStartException>(() => StartAgainAsync(services).DefaultTimeout());
        }

        HealthCheckResult result = await CheckAsync(services);
        result.Status.ShouldBe(HealthStatus.Unhealthy);
        result.Description.ShouldNotBeNull().ShouldContain("not today");
        result.Exception.ShouldBeOfType<WorkerPoolFaultedException>().InnerException.ShouldBeOfType<WorkerStartException>();
    }

    /// <summary>Starts a worker as the host does at its beginning, whatever happened before.</summary>
    private static Task StartAgainAsync(ServiceProvider services)
        => ((OutProc.Pools.WorkerPool<IUnwilling>)services.GetRequiredService<IWorkerPool<IUnwilling>>()).StartAsync(1, CancellationToken.None);

    private static Task<HealthCheckResult> CheckAsync(ServiceProvider services)
    {
        OutProcHealthCheck check = services.GetRequiredService<OutProcHealthCheck>();
        return check.CheckHealthAsync(new HealthCheckContext { Registration = new HealthCheckRegistration("workers", check, null, null) });
    }

    private static ServiceProvider Build(Action<OutProcBuilder> configure)
    {
        var services = new ServiceCollection();
        configure(services.AddOutProc());
        return services.BuildServiceProvider();
    }
}
