using System.Globalization;
using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Scenarios;

// A35: the process that made shared memory is killed while workers use it, and nothing is left: no process, no mapping, no name.

/// <summary>Shared memory has no name and no owner but the processes that hold it: with them it is gone.</summary>
public sealed class CreatorOfSharedMemoryDiesTests
{
    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public async Task Signal_Creator_NothingIsLeft(string signal)
    {
        using Workers.TestHost host = await Workers.TestHost.RunAsync("exec " + Workers.TestHost.Command(AppContext.BaseDirectory, "share"));
        HashSet<string> memories = [.. host.Workers.SelectMany(MemoriesOf)];

        // The words of the set and the array at least, beside the ring of the channel; the same in both workers.
        MemoriesOf(host.Workers[0]).Intersect(MemoriesOf(host.Workers[1])).Count().ShouldBeGreaterThanOrEqualTo(2);

        host.Signal(signal);

        await host.WaitForExitAsync();
        foreach (int worker in host.Workers)
        {
            (await Processes.WaitForEndAsync(worker, TimeSpan.FromSeconds(1))).ShouldBeTrue($"worker {worker} outlives its host");
        }

        AllProcesses().SelectMany(MemoriesOf).Intersect(memories).ShouldBeEmpty();
        Directory.GetFiles("/dev/shm", "*outproc*").ShouldBeEmpty();
    }

    private static IEnumerable<int> AllProcesses() => Directory.GetDirectories("/proc")
        .Select(static path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : 0)
        .Where(static id => id > 0);

    /// <summary>The numbers of the nameless files that a process has mapped.</summary>
    private static HashSet<string> MemoriesOf(int process)
    {
        try
        {
            return
            [
                .. File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/maps"))
                    .Where(static line => line.Contains("memfd:outproc", StringComparison.Ordinal))
                    .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or is none of ours.
            return [];
        }
    }
}
