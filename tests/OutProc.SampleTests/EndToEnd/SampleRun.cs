using System.Diagnostics;
using AssemblyScan.Files;
using OutProc.Testing.Shared;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>One run of the built sample as a process of its own, to its end.</summary>
internal sealed record SampleRun(int ExitCode, string Output, string Error)
{
    /// <summary>The muxer of the running .NET, and the sample as it was built into the output folder of these tests.</summary>
    public static string DotNet { get; } = Path.Join(DotNetInstallation.FindRoot(), "dotnet");

    public static string Program { get; } = Path.Join(AppContext.BaseDirectory, "AssemblyScan.dll");

    public static Task<SampleRun> ToEndAsync(params string[] args) => ToEndAsync(Start(args));

    public static async Task<SampleRun> ToEndAsync(Process started)
    {
        using Process process = started;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().DefaultTimeout();
            return new SampleRun(process.ExitCode, await output.DefaultTimeout(), await error.DefaultTimeout());
        }
        finally
        {
            process.Kill();
        }
    }

    public static Process Start(params string[] args) => StartCommand(DotNet, [Program, .. args]);

    /// <summary>Starts a program with its standard streams redirected.</summary>
    public static Process StartCommand(string program, string[] args) => Process.Start(new ProcessStartInfo(program, args)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
