using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Workers;

/// <summary>Hosts in places where programs seldom run.</summary>
public sealed class HostSurroundingsTests
{
    [Fact]
    public async Task Start_PathWithSpacesAndForeignLetters_Works()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("wörker 空 $HOME ");
        try
        {
            foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
            {
                if (Path.GetFileName(file) is var name
                    && (name.StartsWith("OutProc.Test", StringComparison.Ordinal) || name == "OutProc.dll" || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)))
                {
                    File.Copy(file, Path.Combine(folder.FullName, name));
                }
            }

            using TestHost host = await TestHost.RunAsync("exec " + TestHost.Command(folder.FullName, "hold", "1", "idle"));

            host.Workers.ShouldHaveSingleItem();
            File.ReadAllText($"/proc/{host.Workers[0]}/cmdline").ShouldContain(folder.Name);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Start_WorkingDirectoryDeleted_Works()
    {
        using TestHost host = await TestHost.RunAsync("exec " + TestHost.Command(AppContext.BaseDirectory, "nowhere"));

        Processes.IsAlive(host.Workers.ShouldHaveSingleItem()).ShouldBeTrue();
    }

    [Fact]
    public async Task Crash_ChildSignalsIgnored_EndIsUnknownButNeverWaitedFor()
    {
        using TestHost host = await TestHost.RunAsync("trap '' CHLD; exec " + TestHost.Command(AppContext.BaseDirectory, "hold", "1", "idle"));

        await host.SayAsync("crash");

        // Whether the status can be had depends on what else the host's runtime does with the signal.
        (await host.ReadLineAsync()).ShouldStartWith("crashed: ");
        (await host.ReadLineAsync()).ShouldStartWith("next: ");
        Processes.IsAlive(host.Workers.ShouldHaveSingleItem()).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_DescriptorsNearlyExhausted_FailsClearlyAndLeaksNothing()
    {
        using TestHost host = await TestHost.RunAsync("ulimit -n 160; exec " + TestHost.Command(AppContext.BaseDirectory, "exhaust"));

        string[] lines = (await host.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        (await host.WaitForExitAsync()).ShouldBe(0, string.Join('\n', lines));
        lines.Length.ShouldBeGreaterThan(5);
        lines[^1].ShouldEndWith(" 0 leaked");
        lines[..^1].ShouldAllBe(static line => line.StartsWith("SpawnFailed: ", StringComparison.Ordinal) && line.Contains("Too many open files"));
    }
}
