using System.Diagnostics;

namespace OutProc.Compare.Anchors;

/// <summary>Runs a program to its end and takes what it printed.</summary>
internal static class ChildProgram
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <exception cref="AnchorException">It could not be started, failed, or took too long.</exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> args)
    {
        using Process process = Start(file, args);
        try
        {
            using CancellationTokenSource limit = new(s_limit);
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0
                ? output
                : throw new AnchorException($"{file} ended with {process.ExitCode}: {(await errors).Trim()}");
        }
        catch (OperationCanceledException)
        {
            throw new AnchorException($"{file} did not end within {s_limit.TotalMinutes} minutes");
        }
        finally
        {
            Kill(process);
        }
    }

    /// <exception cref="AnchorException">It could not be started.</exception>
    public static Process Start(string file, IEnumerable<string> args)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new AnchorException($"{file} could not be started: {exception.Message}");
        }
    }

    /// <summary>Ends the process and its children, if it still runs.</summary>
    public static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
