using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A22: test_semaphore, test_bounded_semaphore, test_timeout.

/// <summary>Permits that several processes take and give back.</summary>
public sealed class SemaphoresBetweenProcessesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Permits_TakenByAll_AreCountedByAllAndNeverMoreThanDeclared()
    {
        await using Team team = await Team.StartAsync(2, static shared => shared.AddSemaphore("permits", 2));
        SharedSemaphore own = team.Shared.Get<SharedSemaphore>("permits");

        await team.Members[0].TakePermitAsync("permits", Token).DefaultTimeout();
        own.CurrentCount.ShouldBe(1);
        SharedPermit mine = await own.AcquireAsync(Token);
        (await team.Members[1].TryTakePermitAsync("permits", Token).DefaultTimeout()).ShouldBeFalse();

        mine.Dispose();
        mine.Dispose();
        own.CurrentCount.ShouldBe(1, "given back twice it is one permit");
        (await team.Members[1].TryTakePermitAsync("permits", Token).DefaultTimeout()).ShouldBeTrue();
        await team.Members[0].ReleaseAsync(Token).DefaultTimeout();
        await team.Members[1].ReleaseAsync(Token).DefaultTimeout();
        own.CurrentCount.ShouldBe(2);
    }

    [Fact]
    public async Task Acquire_NoneLeft_EndsAtOnceOrOnTimeOrWhenOneComesBack()
    {
        await using Team team = await Team.StartAsync(1, static shared => shared.AddSemaphore("permits", 1));
        SharedSemaphore own = team.Shared.Get<SharedSemaphore>("permits");
        await team.Members[0].TakePermitAsync("permits", Token).DefaultTimeout();

        own.TryAcquire().ShouldBeNull();
        await Assert.ThrowsAsync<TimeoutException>(() => own.AcquireAsync(TimeSpan.Zero, Token).AsTask());
        await Assert.ThrowsAsync<TimeoutException>(() => own.AcquireAsync(TimeSpan.FromMilliseconds(30), Token).AsTask().DefaultTimeout());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => own.AcquireAsync(TimeSpan.FromSeconds(-1), Token).AsTask());

        Task<SharedPermit> waiting = own.AcquireAsync(Token).AsTask();
        await team.Members[0].ReleaseAsync(Token).DefaultTimeout();
        (await waiting.DefaultTimeout()).Dispose();
    }

    [Fact]
    public async Task Kill_WorkerWithPermits_TheyComeBack()
    {
        await using Team team = await Team.StartAsync(2, static shared => shared.AddSemaphore("permits", 3));
        SharedSemaphore own = team.Shared.Get<SharedSemaphore>("permits");
        await team.Members[0].TakePermitAsync("permits", Token).DefaultTimeout();
        await team.Members[0].TakePermitAsync("permits", Token).DefaultTimeout();
        await team.Members[1].TakePermitAsync("permits", Token).DefaultTimeout();
        Task<SharedPermit>[] waiting = [own.AcquireAsync(Token).AsTask(), own.AcquireAsync(Token).AsTask()];

        await team.KillAsync(0);

        await Task.WhenAll(waiting).DefaultTimeout();
        own.CurrentCount.ShouldBe(0, "the other worker has its own still");
    }
}
