using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A23: test_notify, test_notify_all, test_notify_n, test_timeout, test_wait_result. A24: test_waitfor, test_waitfor_timeout.

/// <summary>Waiting in one process for what another one changes.</summary>
public sealed class ConditionsBetweenProcessesTests
{
    private const int Long = 60_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notify_WaitersInTwoProcessesAndTheHost_WakesAsManyAsItSays()
    {
        await using Team team = await StartAsync();
        SharedLock guard = team.Shared.Get<SharedLock>("guard");
        SharedCondition changed = team.Shared.Get<SharedCondition>("changed");
        List<Task<bool>> waiting =
        [
            .. Enumerable.Range(0, 6).Select(i => team.Members[i % 2].WaitForConditionAsync("guard", "changed", Long, Token).AsTask()),
            Task.Run(async () =>
            {
                await using SharedLockLease lease = await guard.AcquireAsync(Token);
                return await changed.WaitAsync(lease, TimeSpan.FromMilliseconds(Long), Token);
            }),
        ];
        await UntilAsync(() => changed.Waiters == 7);

        foreach (int count in new[] { 1, 3 })
        {
            using (SharedLockLease lease = await guard.AcquireAsync(Token).DefaultTimeout())
            {
                changed.Notify(lease, count).ShouldBe(count);
            }

            for (int i = 0; i < count; i++)
            {
                Task<bool> woken = await Task.WhenAny(waiting).DefaultTimeout();
                (await woken).ShouldBeTrue();
                waiting.Remove(woken);
            }

            changed.Waiters.ShouldBe(waiting.Count);
        }

        using (SharedLockLease lease = await guard.AcquireAsync(Token).DefaultTimeout())
        {
            changed.NotifyAll(lease).ShouldBe(3);
        }

        (await Task.WhenAll(waiting).DefaultTimeout()).ShouldAllBe(static woken => woken);
    }

    [Fact]
    public async Task Wait_NobodyNotifies_SaysSoWhenTheTimeIsOver()
    {
        await using Team team = await StartAsync();

        (await team.Members[0].WaitForConditionAsync("guard", "changed", 30, Token).DefaultTimeout()).ShouldBeFalse();

        team.Shared.Get<SharedLock>("guard").IsHeld.ShouldBeFalse();
    }

    [Fact]
    public async Task WaitFor_NumberChangedStepByStep_EndsWhenItHoldsOrTheTimeIsOver()
    {
        await using Team team = await StartAsync();
        SharedLock guard = team.Shared.Get<SharedLock>("guard");
        SharedCondition changed = team.Shared.Get<SharedCondition>("changed");
        SharedValue<long> number = team.Shared.Get<SharedValue<long>>("number");
        Task<bool> waiting = team.Members[0].WaitForNumberAsync("guard", "changed", "number", 4, Long, Token).AsTask();

        for (int i = 0; i < 4; i++)
        {
            waiting.IsCompleted.ShouldBeFalse();
            await UntilAsync(() => changed.Waiters == 1);
            using SharedLockLease lease = await guard.AcquireAsync(Token).DefaultTimeout();
            number.Add(1);
            changed.Notify(lease);
        }

        (await waiting.DefaultTimeout()).ShouldBeTrue();
        (await team.Members[1].WaitForNumberAsync("guard", "changed", "number", 5, 30, Token).DefaultTimeout()).ShouldBeFalse();
    }

    [Fact]
    public async Task Kill_WaiterThatWasNotified_IsNotWaitedFor()
    {
        await using Team team = await StartAsync();
        SharedLock guard = team.Shared.Get<SharedLock>("guard");
        SharedCondition changed = team.Shared.Get<SharedCondition>("changed");
        _ = team.Members[0].WaitForConditionAsync("guard", "changed", Long, Token).AsTask();
        await UntilAsync(() => changed.Waiters == 1);
        SharedLockLease lease = await guard.AcquireAsync(Token).DefaultTimeout();
        changed.Notify(lease).ShouldBe(1);

        // It cannot go on before the lock is free.
        await team.KillAsync(0);
        lease.Dispose();
        Task<bool> other = team.Members[1].WaitForConditionAsync("guard", "changed", Long, Token).AsTask();
        await UntilAsync(() => changed.Waiters == 1);
        lease = await guard.AcquireAsync(Token).DefaultTimeout();
        changed.NotifyAll(lease).ShouldBe(1, "the dead waits no more");
        lease.Dispose();

        (await other.DefaultTimeout()).ShouldBeTrue();
    }

    private static Task<Team> StartAsync()
        => Team.StartAsync(2, static shared => shared.AddLock("guard").AddCondition("changed").AddValue<long>("number", 0));

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Bounded.Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(1, Token);
        }
    }
}
