using System.Diagnostics;
using System.Globalization;
using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Workers;

/// <summary>A host in a process of its own, which a test can kill.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly Process _process;

    private TestHost(Process process, IReadOnlyList<int> workers)
    {
        _process = process;
        Workers = workers;
    }

    /// <summary>The process ids of its workers.</summary>
    public IReadOnlyList<int> Workers { get; }

    public int ProcessId => _process.Id;

    public static async Task<TestHost> StartAsync(int workers, bool busy = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { "exec", Path.Combine(AppContext.BaseDirectory, "OutProc.TestHost.dll"), "hold" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(workers.ToString(CultureInfo.InvariantCulture));
        if (busy)
        {
            start.ArgumentList.Add("busy");
        }

        Process process = Process.Start(start)!;
        string line = await process.StandardOutput.ReadLineAsync().DefaultTimeout() ?? "";
        line.ShouldStartWith("workers ");
        return new TestHost(process, [.. line.Split(' ')[1..].Select(id => int.Parse(id, CultureInfo.InvariantCulture))]);
    }

    /// <summary>SIGKILL: no code of the host runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().DefaultTimeout();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
