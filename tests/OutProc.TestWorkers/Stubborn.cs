using System.Diagnostics;

namespace OutProc.TestWorkers;

/// <summary>Takes its time, and listens to its caller or does not.</summary>
[RemoteWorker]
public sealed class Stubborn(IWorkerContext context)
{
    /// <summary>Computes without looking at its token, or at anything else.</summary>
    public int Spin(int milliseconds)
    {
        var watch = Stopwatch.StartNew();
        int turns = 0;
        while (watch.ElapsedMilliseconds < milliseconds)
        {
            turns++;
        }

        return turns;
    }

    /// <summary>Ends when its token says so.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);

    [RemoteMethod(TimeoutMs = 300)]
    public async Task WaitBrieflyAsync(CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);

    /// <summary>Says how long the caller will wait for this call, in milliseconds; -1 for ever.</summary>
    public double TimeLeft() => context.Deadline is { } deadline ? (deadline - DateTimeOffset.UtcNow).TotalMilliseconds : -1;

    [RemoteMethod(TimeoutMs = -1)]
    public double TimeLeftOfAnEndlessCall() => TimeLeft();

    /// <summary>Writes a file after a while, and how its end was announced meanwhile.</summary>
    public async Task WriteLaterAsync(string file, int milliseconds)
    {
        await Task.Delay(milliseconds, CancellationToken.None);
        await File.WriteAllTextAsync(file, context.Stopping.IsCancellationRequested ? "stopping" : "running", CancellationToken.None);
    }

    public int ProcessId() => Environment.ProcessId;
}
