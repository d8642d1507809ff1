using System.Diagnostics;
using System.Globalization;
using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Workers;

/// <summary>A host in a process of its own, which a test can end in every way.</summary>
internal sealed class TestHost : IDisposable
{
    private readonly Process _process;

    private TestHost(Process process) => _process = process;

    /// <summary>The process ids of its workers.</summary>
    public IReadOnlyList<int> Workers { get; private set; } = [];

    /// <summary>The command that runs the test host, to be put into a shell's.</summary>
    public static string Command(string folder, params string[] arguments)
        => string.Join(' ', [Quote(Dotnet), "exec", Quote(Path.Combine(folder, "OutProc.TestHost.dll")), .. arguments]);

    /// <summary>Starts a host that holds workers in a state: <c>idle</c>, <c>managed</c>, <c>native</c> or <c>finally</c>.</summary>
    public static Task<TestHost> StartAsync(int workers, string state = "idle")
        => RunAsync("exec " + Command(AppContext.BaseDirectory, "hold", workers.ToString(CultureInfo.InvariantCulture), state));

    /// <summary>Runs a shell's command that becomes a host, and waits until it has its workers.</summary>
    public static async Task<TestHost> RunAsync(string command)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", command },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var host = new TestHost(Process.Start(start)!);
        host._process.ErrorDataReceived += static (_, _) => { };
        host._process.BeginErrorReadLine();
        string line = await host.ReadLineAsync();

        // A terminal is set up with a sequence in front of the first line.
        line = line[Math.Max(0, line.IndexOf("workers", StringComparison.Ordinal))..].TrimEnd('\r');
        line.ShouldStartWith("workers");
        host.Workers = [.. line.Split(' ')[1..].Select(static id => int.Parse(id, CultureInfo.InvariantCulture))];
        return host;
    }

    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync().DefaultTimeout() ?? "";

    public async Task<string> ReadToEndAsync() => await _process.StandardOutput.ReadToEndAsync().DefaultTimeout();

    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line).DefaultTimeout();
        await _process.StandardInput.FlushAsync().DefaultTimeout();
    }

    /// <summary>Types a character, without a line end.</summary>
    public async Task TypeAsync(char key)
    {
        await _process.StandardInput.WriteAsync(key).DefaultTimeout();
        await _process.StandardInput.FlushAsync().DefaultTimeout();
    }

    /// <summary>Sends a signal by its name.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().DefaultTimeout();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private static string Dotnet => Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet";

    private static string Quote(string text) => $"'{text}'";
}
