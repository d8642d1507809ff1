using System.Diagnostics;
using System.IO.Pipes;
using System.Text.Json;
using OutProc.Benchmarks.Calls;

namespace OutProc.Benchmarks.Baselines;

/// <summary>The other process of the hand-written peers: this program with a switch.</summary>
internal static class EchoChild
{
    private const string PipeSwitch = "--echo-pipe";
    private const string StdioSwitch = "--echo-stdio";

    /// <summary>Serves until the parent is gone, if the arguments say that this process is a child.</summary>
    public static bool TryRun(string[] args)
    {
        switch (args)
        {
            case [PipeSwitch, string name]:
                ServePipe(name);
                return true;
            case [StdioSwitch]:
                ServeStdio();
                return true;
            default:
                return false;
        }
    }

    public static Process StartForPipe(string name) => Start(redirect: false, PipeSwitch, name);

    public static Process StartForStdio() => Start(redirect: true, StdioSwitch);

    private static void ServePipe(string name)
    {
        using NamedPipeClientStream pipe = new(".", name, PipeDirection.InOut, PipeOptions.CurrentUserOnly);
        pipe.Connect(TimeSpan.FromSeconds(30));
        Echo echo = new();
        JsonFrames frames = new(pipe);
        while (frames.Read() is { } message)
        {
            frames.Write(echo.Send(message));
        }
    }

    private static void ServeStdio()
    {
        Echo echo = new();
        while (Console.In.ReadLine() is { } line)
        {
            EchoMessage message = JsonSerializer.Deserialize(line, EchoJson.Default.EchoMessage)!;
            Console.Out.WriteLine(JsonSerializer.Serialize(echo.Send(message), EchoJson.Default.EchoMessage));
        }
    }

    /// <summary>Under BenchmarkDotNet the running program is a generated one, so the child is named by its assembly.</summary>
    private static Process Start(bool redirect, params string[] args) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(EchoChild).Assembly.Location, .. args])
        {
            RedirectStandardInput = redirect,
            RedirectStandardOutput = redirect,
        })!;
}
