using System.Diagnostics;
using System.IO.Pipes;
using OutProc.Benchmarks.Calls;

namespace OutProc.Benchmarks.Baselines;

/// <summary>A process behind a named pipe that talks JSON.</summary>
internal sealed class NamedPipeEcho : IAsyncDisposable
{
    private readonly NamedPipeServerStream _pipe;
    private readonly Process _process;
    private readonly JsonFrames _frames;

    private NamedPipeEcho(NamedPipeServerStream pipe, Process process)
    {
        _pipe = pipe;
        _process = process;
        _frames = new JsonFrames(pipe);
    }

    public static async Task<NamedPipeEcho> StartAsync()
    {
        string name = $"outproc-benchmark-{Guid.NewGuid():N}";
        NamedPipeServerStream pipe = new(
            name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        Process process = EchoChild.StartForPipe(name);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        await pipe.WaitForConnectionAsync(limit.Token);
        return new NamedPipeEcho(pipe, process);
    }

    public async Task<EchoMessage> SendAsync(EchoMessage message)
    {
        await _frames.WriteAsync(message);
        return await _frames.ReadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _pipe.DisposeAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
