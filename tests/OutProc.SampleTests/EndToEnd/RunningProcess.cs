using System.Diagnostics;
using OutProc.Testing.Shared;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>A process under test: what it writes, and its end at the latest when disposed.</summary>
internal sealed class RunningProcess(Process process) : IDisposable
{
    public int Id => process.Id;

    public LiveOutput Output { get; } = new(process.StandardOutput);

    public LiveOutput Error { get; } = new(process.StandardError);

    public async Task TypeAsync(char key)
    {
        await process.StandardInput.WriteAsync(key);
        await process.StandardInput.FlushAsync();
    }

    public async Task<int> WaitForExitAsync()
    {
        await process.WaitForExitAsync().DefaultTimeout();
        return process.ExitCode;
    }

    public void Kill() => process.Kill();

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}
