using OutProc.Shared;
using OutProc.Testing.Shared;

namespace OutProc.Tests.Shared;

public sealed class SharedEventTests
{
    [Fact]
    public async Task Set_Manual_LetsAllPassUntilReset()
    {
        using var participants = new Participants();
        SharedEvent[] events = participants.Event();
        Task[] waiting = [.. events.Select(static it => it.WaitAsync().AsTask())];
        waiting.ShouldAllBe(static task => !task.IsCompleted);

        events[1].Set();

        await Task.WhenAll(waiting).DefaultTimeout();
        (await events[2].WaitAsync(TimeSpan.Zero)).ShouldBeTrue();
        events[2].Reset();
        (await events[0].WaitAsync(TimeSpan.FromMilliseconds(20)).DefaultTimeout()).ShouldBeFalse();
    }

    [Fact]
    public async Task Set_Automatic_LetsOnePass()
    {
        using var participants = new Participants();
        SharedEvent[] events = participants.Event(automatic: true);
        var waiting = events.Select(static it => it.WaitAsync().AsTask()).ToList();

        for (int left = waiting.Count; left > 0; left--)
        {
            events[0].Set();
            Task passed = await Task.WhenAny(waiting).DefaultTimeout();
            waiting.Remove(passed);
            waiting.ShouldAllBe(static task => !task.IsCompleted);
            events[0].IsSet.ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Signal_LastOne_LetsAllPass()
    {
        using var participants = new Participants();
        SharedCountdown[] countdowns = participants.Countdown(3);
        Task[] waiting = [.. countdowns.Select(static it => it.WaitAsync().AsTask())];

        countdowns[0].Signal().ShouldBeFalse();
        waiting.ShouldAllBe(static task => !task.IsCompleted);
        countdowns[1].Signal(2).ShouldBeTrue();

        await Task.WhenAll(waiting).DefaultTimeout();
        Should.Throw<InvalidOperationException>(() => countdowns[2].Signal());
    }

    [Fact]
    public async Task Set_ManualAndResetAtOnce_LetsAllPassWhoWaited()
    {
        using var participants = new Participants();
        SharedEvent[] events = participants.Event();
        for (int round = 0; round < 200; round++)
        {
            Task[] waiting = [.. events.Select(static it => it.WaitAsync().AsTask())];

            events[0].Set();
            events[0].Reset();

            await Task.WhenAll(waiting).DefaultTimeout();
        }
    }

    [Fact]
    public async Task Signal_LastOneAndStartedOverAtOnce_LetsAllPassWhoWaited()
    {
        using var participants = new Participants();
        SharedCountdown[] countdowns = participants.Countdown(1);
        for (int round = 0; round < 200; round++)
        {
            Task[] waiting = [.. countdowns.Select(static it => it.WaitAsync().AsTask())];

            countdowns[1].Signal().ShouldBeTrue();
            countdowns[0].Reset(1);

            await Task.WhenAll(waiting).DefaultTimeout();
        }
    }

    [Fact]
    public async Task Set_AutomaticBySeveralAtOnce_EachSetThatWasSeenLetsOnePass()
    {
        using var participants = new Participants(workers: 3);
        SharedEvent[] events = participants.Event(automatic: true);
        for (int round = 0; round < 500; round++)
        {
            Task[] waiting = [.. events[1..].Select(static it => it.WaitAsync().AsTask())];
            var setting = Task.Run(async () =>
            {
                // Sets whenever it is not set, from two sides: as many pass as were let pass, and nobody is forgotten.
                while (!Task.WhenAll(waiting).IsCompleted)
                {
                    if (!events[0].IsSet)
                    {
                        events[round % 3].Set();
                    }

                    await Task.Yield();
                }
            });
            await Task.WhenAll([.. waiting, setting]).DefaultTimeout();
            events[0].Reset();
        }
    }
}
