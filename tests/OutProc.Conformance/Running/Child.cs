using System.Diagnostics;
using System.Text.Json;

namespace OutProc.Conformance.Running;

/// <summary>
/// A process that does what could end it. When it dies or hangs, the request at hand is to blame, and the next one gets a new process.
/// </summary>
internal sealed class Child : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly Queue<string> _lastErrors = new();
    private Process? _process;

    public Child(TimeSpan timeout) => _timeout = timeout;

    /// <summary>How many processes died.</summary>
    public int Deaths { get; private set; }

    public async Task<ChildReply> AskAsync(ChildRequest request)
    {
        Process process = _process ??= Start();
        Task<string?> answer = Task.FromResult<string?>(null);
        string? line = null;
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
            await process.StandardInput.FlushAsync();
            answer = process.StandardOutput.ReadLineAsync();
            line = await answer.WaitAsync(_timeout);
        }
        catch (TimeoutException)
        {
            return await EndAsync(process, $"no answer after {_timeout.TotalSeconds:0} s");
        }
        catch (IOException)
        {
            // The process died before it read everything.
        }

        return line is null ? await EndAsync(process, reason: null) : JsonSerializer.Deserialize<ChildReply>(line)!;
    }

    public void Dispose()
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            if (!process.WaitForExit(5000))
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    private async Task<ChildReply> EndAsync(Process process, string? reason)
    {
        _process = null;
        Deaths++;
        if (reason is not null)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        string how = reason ?? $"the process ended with code {process.ExitCode}";
        lock (_lastErrors)
        {
            how += string.Concat(_lastErrors.Select(error => $"; {error}"));
            _lastErrors.Clear();
        }

        process.Dispose();
        return new ChildReply { Outcome = "crashed", Message = how };
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Child).Assembly.Location);
        }

        start.ArgumentList.Add(ChildProgram.Switch);

        // A child that allocates without end is to fail by itself, before it disturbs the machine.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x40000000";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        Process process = Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
        process.ErrorDataReceived += (_, e) =>
        {
            lock (_lastErrors)
            {
                // The first lines say what happened; a trace of a thousand frames may follow.
                if (e.Data is { Length: > 0 } && _lastErrors.Count < 2)
                {
                    _lastErrors.Enqueue(e.Data.Trim());
                }
            }
        };
        process.BeginErrorReadLine();
        return process;
    }
}
