using System.Diagnostics;
using System.Text.Json;
using OutProc.Benchmarks.Calls;

namespace OutProc.Benchmarks.Baselines;

/// <summary>A process that reads JSON lines from its standard input and answers on its standard output.</summary>
internal sealed class StdioEcho : IDisposable
{
    private readonly Process _process;

    private StdioEcho(Process process) => _process = process;

    public static StdioEcho Start() => new(EchoChild.StartForStdio());

    public async Task<EchoMessage> SendAsync(EchoMessage message)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(message, EchoJson.Default.EchoMessage));
        await _process.StandardInput.FlushAsync();
        string line = await _process.StandardOutput.ReadLineAsync() ?? throw new EndOfStreamException();
        return JsonSerializer.Deserialize(line, EchoJson.Default.EchoMessage)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
