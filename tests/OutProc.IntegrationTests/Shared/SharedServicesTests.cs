using Microsoft.Extensions.DependencyInjection;
using OutProc.Contracts;
using OutProc.Hosting;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Shared;

/// <summary>What a container declares is injected by name, in the host and in the workers of all its pools.</summary>
public sealed class SharedServicesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ExecutionMode.Process)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task AddOutProc_Declared_IsInjectedInHostAndWorkers(ExecutionMode mode)
    {
        var services = new ServiceCollection();
        services.AddOutProc(static o => o.Shared.AddLock("log").AddArray<long>("numbers", 4))
            .AddWorker<IScribe>(options => options.Mode = mode)
            .AddWorker<ISharer>(options => options.Mode = mode);
        services.AddOutProc(static o => o.Shared.AddEvent("spare"));
        services.AddSingleton<Reader>();
        SharedLock log;
        await using (ServiceProvider provider = services.BuildServiceProvider())
        {
            log = provider.GetRequiredKeyedService<SharedLock>("log");
            Reader reader = provider.GetRequiredService<Reader>();
            Task<bool> scribe = provider.GetRequiredService<IScribe>().AddAsync(100, Token).AsTask();
            Task sharer = provider.GetRequiredService<ISharer>().CountAsync("log", "numbers", 100, Token).AsTask();

            (await scribe.DefaultTimeout()).ShouldBeTrue();
            await sharer.DefaultTimeout();
            reader.Read().ShouldBe(200);
            provider.GetRequiredService<IWorkerPool<IScribe>>().Shared.ShouldBeSameAs(provider.GetRequiredService<SharedResources>());
        }

        Should.Throw<SharedResourceException>(() => log.TryAcquire(out _));
    }

    [Fact]
    public async Task Start_ConstructorAsksForWhatIsNotDeclared_SaysWhatThereIs()
    {
        WorkerStartException error = await Assert.ThrowsAsync<WorkerStartException>(() => WorkerPool.StartAsync<IScribe>(
            static options =>
            {
                options.Mode = ExecutionMode.Process;
                options.Pool.MaxWorkers = 1;
                options.Shared.AddLock("log");
            },
            cancellationToken: Token).DefaultTimeout());

        error.Reason.ShouldBe(WorkerStartFailure.StartupThrew);
        error.InnerException.ShouldBeOfType<SharedResourceException>().Message
            .ShouldBe("There is no shared resource 'numbers'. There are: 'log' (SharedLock).");
    }

    private sealed class Reader([FromKeyedServices("log")] SharedLock log, [FromKeyedServices("numbers")] SharedArray<long> numbers)
    {
        public long Read()
        {
            using SharedLockLease lease = log.Acquire(TimeSpan.FromSeconds(10), Token);
            return numbers[0];
        }
    }
}
