using OutProc.IntegrationTests.Infrastructure;
using OutProc.Shared;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A25: test_event.

/// <summary>Signals from one process to others.</summary>
public sealed class EventsBetweenProcessesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Event_Manual_IsClearAtFirstAndWakesAllWaitersEverywhere()
    {
        await using Team team = await Team.StartAsync(2, static shared => shared.AddEvent("go"));
        SharedEvent go = team.Shared.Get<SharedEvent>("go");
        go.IsSet.ShouldBeFalse();
        (await team.Members[0].WaitForEventAsync("go", 0, Token).DefaultTimeout()).ShouldBeFalse();

        Task<bool>[] waiting = [.. Enumerable.Range(0, 4).Select(i => team.Members[i % 2].WaitForEventAsync("go", 60_000, Token).AsTask())];
        go.Set();

        (await Task.WhenAll(waiting).DefaultTimeout()).ShouldAllBe(static set => set);
        (await team.Members[1].WaitForEventAsync("go", 0, Token).DefaultTimeout()).ShouldBeTrue("it stays set");
        go.Reset();
        (await team.Members[1].WaitForEventAsync("go", 0, Token).DefaultTimeout()).ShouldBeFalse();
    }

    [Fact]
    public async Task Event_Automatic_LetsOnePassEachTime()
    {
        await using Team team = await Team.StartAsync(2, static shared => shared.AddEvent("turn", EventResetMode.AutoReset));
        SharedEvent turn = team.Shared.Get<SharedEvent>("turn");
        List<Task<bool>> waiting = [.. Enumerable.Range(0, 4).Select(i => team.Members[i % 2].WaitForEventAsync("turn", 60_000, Token).AsTask())];

        while (waiting.Count > 0)
        {
            turn.Set();
            Task<bool> passed = await Task.WhenAny(waiting).DefaultTimeout();
            (await passed).ShouldBeTrue();
            waiting.Remove(passed);
            turn.IsSet.ShouldBeFalse();
        }
    }
}
