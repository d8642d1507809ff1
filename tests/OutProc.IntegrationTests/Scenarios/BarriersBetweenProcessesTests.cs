using OutProc.Contracts;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A26: test_barrier, test_barrier_10, test_wait_return, test_action, test_thousand. A27: test_abort, test_reset, test_abort_and_reset, test_timeout.

/// <summary>Processes that meet after each phase, and what happens when one does not come.</summary>
public sealed class BarriersBetweenProcessesTests
{
    private const int Phases = 1000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Phases_ThousandOfThem_GoInStepWithOneActionEach()
    {
        await using Team team = await StartAsync(3);

        int[][] places = await Task.WhenAll(
            team.Members.Select(static member => member.GoThroughPhasesAsync("meeting", "phases", Phases, Token).AsTask())).DefaultTimeout();

        for (int phase = 0; phase < Phases; phase++)
        {
            places.Select(mine => mine[phase]).Order().ShouldBe([0, 1, 2]);
        }

        team.Shared.Get<SharedValue<long>>("phases").Read().ShouldBe(Phases);
    }

    [Fact]
    public async Task Abort_OthersWait_EndsTheirWaitsAndAfterResetItServesAgain()
    {
        await using Team team = await StartAsync(2);
        SharedBarrier meeting = team.Shared.Get<SharedBarrier>("meeting");
        Task<int> waiting = team.Members[0].ArriveAsync("meeting", 60_000, Token).AsTask();
        await UntilArrivedAsync(meeting, 1);

        meeting.Abort();

        (await Assert.ThrowsAnyAsync<Exception>(() => waiting.DefaultTimeout())).Message.ShouldContain("aborted it");
        await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => meeting.SignalAndWaitAsync(Token).AsTask());
        meeting.Reset();
        Task<int>[] again = [.. team.Members.Select(static member => member.ArriveAsync("meeting", 60_000, Token).AsTask())];
        (await Task.WhenAll(again).DefaultTimeout()).Order().ShouldBe([0, 1]);
    }

    [Fact]
    public async Task Timeout_OneDoesNotCome_BreaksItForAll()
    {
        await using Team team = await StartAsync(3);
        SharedBarrier meeting = team.Shared.Get<SharedBarrier>("meeting");
        Task<int> waiting = team.Members[0].ArriveAsync("meeting", 60_000, Token).AsTask();
        await UntilArrivedAsync(meeting, 1);

        Exception own = await Assert.ThrowsAnyAsync<Exception>(() => team.Members[1].ArriveAsync("meeting", 30, Token).AsTask().DefaultTimeout());
        Exception other = await Assert.ThrowsAnyAsync<Exception>(() => waiting.DefaultTimeout());

        int culprit = await team.Members[1].ProcessIdAsync(Token).DefaultTimeout();
        own.Message.ShouldContain($"(process {culprit}) did not wait longer");
        other.Message.ShouldContain($"(process {culprit}) did not wait longer");
        meeting.IsBroken.ShouldBeTrue();
    }

    [Fact]
    public async Task Kill_OneThatTakesPart_BreaksItAndNamesTheWorker()
    {
        await using Team team = await StartAsync(3);
        SharedBarrier meeting = team.Shared.Get<SharedBarrier>("meeting");
        int victim = await team.Members[0].ProcessIdAsync(Token).DefaultTimeout();
        _ = team.Members[0].ArriveAsync("meeting", 60_000, Token).AsTask();
        await UntilArrivedAsync(meeting, 1);
        Task<int> waiting = meeting.SignalAndWaitAsync(Token).AsTask();

        await team.KillAsync(0);

        SharedBarrierBrokenException error = await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => waiting.DefaultTimeout());
        (error.Reason, error.ProcessId).ShouldBe((BarrierBreakReason.ParticipantEnded, victim));
        error.WorkerId.ShouldNotBeNull();
    }

    private static Task<Team> StartAsync(int workers)
        => Team.StartAsync(workers, shared => shared.AddBarrier("meeting", workers).AddValue<long>("phases", 0));

    private static async Task UntilArrivedAsync(SharedBarrier barrier, int count)
    {
        using var limit = new CancellationTokenSource(Bounded.Limit);
        while (barrier.ArrivedCount < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(1, Token);
        }
    }
}
