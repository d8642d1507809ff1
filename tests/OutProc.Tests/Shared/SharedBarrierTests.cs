using OutProc.Contracts;
using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedBarrierTests
{
    [Fact]
    public async Task SignalAndWait_ManyPhases_AllGoInStepAndEachHasItsNumber()
    {
        const int Phases = 200;
        using var participants = new Participants(workers: 3);
        SharedBarrier[] barriers = participants.Barrier(4);
        int[] reached = new int[4];
        int actions = 0;
        int[][] numbers = [.. Enumerable.Range(0, Phases).Select(static _ => new int[4])];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            for (int phase = 0; phase < Phases; phase++)
            {
                reached[i] = phase;
                int number = await barriers[i].SignalAndWaitAsync(
                    () =>
                    {
                        reached.ShouldAllBe(value => value == phase, "the action comes after all have arrived and before anybody goes on");
                        actions++;
                        return default;
                    },
                    Timeout.InfiniteTimeSpan);
                numbers[phase][i] = number;
            }
        }))).WaitAsync(TimeSpan.FromMinutes(1));

        actions.ShouldBe(Phases);
        numbers.ShouldAllBe(static phase => phase.Order().SequenceEqual(Enumerable.Range(0, 4)));
        barriers[0].Phase.ShouldBe(Phases);
        barriers[0].ArrivedCount.ShouldBe(0);
    }

    [Fact]
    public async Task SignalAndWait_OneParticipant_DoesNotWait()
    {
        using var participants = new Participants(workers: 0);
        SharedBarrier[] barriers = participants.Barrier(1);

        (await barriers[0].SignalAndWaitAsync().DefaultTimeout()).ShouldBe(0);
        (await barriers[0].SignalAndWaitAsync().DefaultTimeout()).ShouldBe(0);
    }

    [Fact]
    public async Task Timeout_OfOne_BreaksItForAllAndNamesIt()
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(3);
        Task waiting = barriers[1].SignalAndWaitAsync().AsTask();

        SharedBarrierBrokenException own = await Assert.ThrowsAsync<SharedBarrierBrokenException>(
            () => barriers[2].SignalAndWaitAsync(TimeSpan.FromMilliseconds(20)).AsTask().DefaultTimeout());
        SharedBarrierBrokenException others = await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => waiting.DefaultTimeout());

        foreach (SharedBarrierBrokenException error in new[] { own, others })
        {
            (error.Reason, error.WorkerId, error.ProcessId).ShouldBe((BarrierBreakReason.TimedOut, 12, Environment.ProcessId));
        }

        barriers[0].IsBroken.ShouldBeTrue();
        await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => barriers[0].SignalAndWaitAsync().AsTask());
    }

    [Fact]
    public async Task Timeout_DeclaredForAll_BreaksIt()
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(2, TimeSpan.FromMilliseconds(20));

        (await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => barriers[0].SignalAndWaitAsync().AsTask().DefaultTimeout()))
            .Reason.ShouldBe(BarrierBreakReason.TimedOut);
    }

    [Fact]
    public async Task Abort_OthersWait_EndsTheirWaitsUntilReset()
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(3);
        Task[] waiting = [barriers[1].SignalAndWaitAsync().AsTask(), barriers[2].SignalAndWaitAsync().AsTask()];

        barriers[0].Abort();

        foreach (Task task in waiting)
        {
            SharedBarrierBrokenException error = await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => task.DefaultTimeout());
            (error.Reason, error.WorkerId).ShouldBe((BarrierBreakReason.Aborted, null));
        }

        barriers[2].Reset();
        barriers[0].IsBroken.ShouldBeFalse();
        int[] numbers = await Task.WhenAll(barriers.Select(static it => it.SignalAndWaitAsync().AsTask())).DefaultTimeout();
        numbers.Order().ShouldBe([0, 1, 2]);
    }

    [Fact]
    public async Task Reset_SomebodyWaits_EndsTheWaitAndBeginsAnew()
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(2);
        Task waiting = barriers[1].SignalAndWaitAsync().AsTask();

        barriers[0].Reset();

        (await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => waiting.DefaultTimeout())).Reason.ShouldBe(BarrierBreakReason.Reset);
        await Task.WhenAll(barriers[..2].Select(static it => it.SignalAndWaitAsync().AsTask())).DefaultTimeout();
    }

    [Fact]
    public async Task Cancel_OneThatWaits_BreaksItForTheOthers()
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(3);
        using var cancellation = new CancellationTokenSource();
        Task waiting = barriers[1].SignalAndWaitAsync().AsTask();
        Task cancelled = barriers[2].SignalAndWaitAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.DefaultTimeout());
        (await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => waiting.DefaultTimeout())).Reason.ShouldBe(BarrierBreakReason.Cancelled);
    }

    [Fact]
    public async Task PhaseAction_Throws_IsItsCallersAndBreaksItForTheOthers()
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(2);
        Task waiting = barriers[1].SignalAndWaitAsync().AsTask();

        await Assert.ThrowsAsync<ArithmeticException>(
            () => barriers[0].SignalAndWaitAsync(static () => throw new ArithmeticException(), Bounded.Limit).AsTask());

        (await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => waiting.DefaultTimeout())).Reason.ShouldBe(BarrierBreakReason.ActionFailed);
    }

    [Fact]
    public async Task PhaseAction_TakesLongerThanTheOthersTime_TheyWaitForIt()
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(2);
        Task<int> waiting = barriers[1].SignalAndWaitAsync(TimeSpan.FromMilliseconds(50)).AsTask();

        int last = await barriers[0].SignalAndWaitAsync(static () => new ValueTask(Task.Delay(200)), Bounded.Limit);

        (await waiting.DefaultTimeout(), last).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Repair_ParticipantIsDead_BreaksItAndNamesTheWorker(bool hasArrived)
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(3);
        if (hasArrived)
        {
            _ = barriers[1].SignalAndWaitAsync().AsTask();
        }
        else
        {
            barriers[1].Join();
        }

        Task waiting = barriers[2].SignalAndWaitAsync().AsTask();
        participants.Host.Repair(slot: 1, barriers[..1]);

        SharedBarrierBrokenException error = await Assert.ThrowsAsync<SharedBarrierBrokenException>(() => waiting.DefaultTimeout());
        (error.Reason, error.WorkerId).ShouldBe((BarrierBreakReason.ParticipantEnded, 11));
        error.Message.ShouldContain("worker 11");
    }

    [Fact]
    public async Task Repair_OneThatTakesNoPart_LeavesItAlone()
    {
        using var participants = new Participants();
        SharedBarrier[] barriers = participants.Barrier(2);
        barriers[1].Join();
        barriers[1].Leave();
        Task<int> waiting = barriers[2].SignalAndWaitAsync().AsTask();

        participants.Host.Repair(slot: 1, barriers[..1]);
        await barriers[0].SignalAndWaitAsync().DefaultTimeout();

        (await waiting.DefaultTimeout()).ShouldBe(0);
    }
}
