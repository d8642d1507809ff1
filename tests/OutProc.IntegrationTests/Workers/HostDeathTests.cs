using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Workers;

/// <summary>However a host ends, its workers are gone a second later, whatever they are doing.</summary>
public class HostDeathTests
{
    private static readonly TimeSpan s_promise = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("KILL", "idle")]
    [InlineData("KILL", "managed")]
    [InlineData("KILL", "native")]
    [InlineData("KILL", "finally")]
    [InlineData("TERM", "managed")]
    [InlineData("INT", "native")]
    [InlineData("HUP", "finally")]
    public async Task Signal_Host_LeavesNoWorkerAfterASecond(string signal, string state)
    {
        using TestHost host = await TestHost.StartAsync(workers: 2, state);
        host.Workers.ShouldAllBe(static pid => Processes.IsAlive(pid));

        host.Signal(signal);

        await host.WaitForExitAsync();
        await ShouldLeaveNothingAsync(host);
    }

    [Theory]
    [InlineData("exit", "managed", 3)]
    [InlineData("exit", "finally", 3)]
    [InlineData("throw", "native", 134)]
    [InlineData("failfast", "managed", 134)]
    public async Task End_HostByItself_LeavesNoWorkerAfterASecond(string ending, string state, int exitCode)
    {
        using TestHost host = await TestHost.StartAsync(workers: 2, state);

        await host.SayAsync(ending);

        (await host.WaitForExitAsync()).ShouldBe(exitCode);
        await ShouldLeaveNothingAsync(host);
    }

    [Fact]
    public async Task CtrlC_AtATerminal_ReachesTheHostAloneAndLeavesNoWorker()
    {
        using TestHost host = await StartAtATerminalAsync("finally");

        await host.TypeAsync('\x03');

        (await host.ReadToEndAsync()).Split('\n').Length.ShouldBeLessThan(4, "nobody prints a stack because somebody typed a key");
        (await host.WaitForExitAsync()).ShouldBe(130);
        await ShouldLeaveNothingAsync(host);
    }

    [Fact]
    public async Task CtrlC_Twice_EndsAHostThatIsDraining()
    {
        using TestHost host = await StartAtATerminalAsync("managed");
        await host.SayAsync("drain");
        await ReadUntilAsync(host, "draining on Ctrl-C");

        await host.TypeAsync('\x03');
        await ReadUntilAsync(host, "draining");
        host.Workers.ShouldAllBe(static pid => Processes.IsAlive(pid), "the terminal's signal is not for them, and they have time");
        await host.TypeAsync('\x03');

        (await host.WaitForExitAsync()).ShouldBe(130);
        await ShouldLeaveNothingAsync(host);
    }

    private static Task<TestHost> StartAtATerminalAsync(string state)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "There is no script(1) of util-linux to make a terminal with.");
        return TestHost.RunAsync($"exec /usr/bin/script -qec \"exec {TestHost.Command(AppContext.BaseDirectory, "hold", "2", state)}\" /dev/null");
    }

    private static async Task ReadUntilAsync(TestHost host, string text)
    {
        string line;
        do
        {
            // The terminal echoes what is typed.
            line = (await host.ReadLineAsync()).TrimEnd('\r');
        }
        while (!line.EndsWith(text, StringComparison.Ordinal));
    }

    private static async Task ShouldLeaveNothingAsync(TestHost host)
    {
        host.Workers.Count.ShouldBe(2);
        foreach (int worker in host.Workers)
        {
            (await Processes.WaitForEndAsync(worker, s_promise)).ShouldBeTrue($"worker {worker} outlives its host");
        }

        // Shared memory has no name, sockets neither: with the processes they are gone.
        Directory.GetFiles("/dev/shm", "*outproc*").ShouldBeEmpty();
    }
}
