using System.Reflection;
using Microsoft.Extensions.Logging;

namespace OutProc.TestWorkers;

/// <summary>Tells what its process is like, and ends it in all the ways a process can end.</summary>
[RemoteWorker]
public sealed class Probe(ILogger<Probe> log, IWorkerContext context)
{
    public int WorkerId() => context.WorkerId;

    public string? EntryAssembly() => Assembly.GetEntryAssembly()?.GetName().Name;

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    public string WorkingDirectory() => Environment.CurrentDirectory;

    public string ProcFile(string name) => File.ReadAllText($"/proc/self/{name}");

    /// <summary>What is open besides the runtime's own files: the targets of the descriptors that are sockets or files outside of it.</summary>
    public string Descriptors()
    {
        var targets = new List<string>();
        foreach (string entry in Directory.GetFiles("/proc/self/fd"))
        {
            targets.Add($"{Path.GetFileName(entry)} {File.ResolveLinkTarget(entry, returnFinalTarget: false)?.FullName}");
        }

        return string.Join('\n', targets);
    }

    public void WriteOutput(string text) => Console.Out.Write(text);

    public void WriteError(string text) => Console.Error.Write(text);

    public void Log(string text)
    {
        using (log.BeginScope("order 17"))
        {
            log.LogWarning(new EventId(42, "Probed"), new InvalidOperationException("inner trouble"), "Probe says {Text}", text);
        }
    }

    public void Exit(int code) => Environment.Exit(code);

    public void FailFast(string message) => Environment.FailFast(message);

    public void Recurse() => Recurse(0);

    /// <summary>Raises a signal in its own process.</summary>
    public void Raise(string signal)
    {
        using var kill = System.Diagnostics.Process.Start("/bin/kill", ["-s", signal, Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>
    /// Writes bytes that are no frame behind the runtime's back: to the control channel; or to all other sockets and the shared memory.
    /// </summary>
    public async Task WriteGarbageAndWaitAsync(bool control, CancellationToken cancellationToken)
    {
        byte[] garbage = new byte[64];
        garbage.AsSpan().Fill(0xff);
        foreach (string entry in Directory.GetFiles("/proc/self/fd"))
        {
            int descriptor = int.Parse(Path.GetFileName(entry), System.Globalization.CultureInfo.InvariantCulture);
            if ((descriptor == 3) == control && File.ResolveLinkTarget(entry, false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true)
            {
                _ = Write(descriptor, garbage, garbage.Length);
            }
        }

        if (!control)
        {
            SharedMemoryVandal.SpoilRings();
        }

        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    /// <summary>Starts a program that outlives the worker and keeps its standard streams.</summary>
    public int StartGrandchild(int seconds)
    {
        using var sleep = System.Diagnostics.Process.Start("/bin/sleep", [seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return sleep.Id;
    }

    /// <summary>Starts a worker from within this worker.</summary>
    public async Task<int> AddInNestedWorkerAsync(int left, int right, int maxDepth)
    {
        await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(options =>
        {
            options.Pool.MaxWorkers = 1;
            options.Launch.MaxDepth = maxDepth;
        });
        return await pool.Proxy.AddAsync(left, right);
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "write")]
    private static extern nint Write(int descriptor, byte[] bytes, nint count);

    private static int Recurse(int depth) => depth < 0 ? 0 : Recurse(depth + 1) + Recurse(depth + 2);
}
