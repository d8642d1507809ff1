using Microsoft.Win32.SafeHandles;
using OutProc.Contracts;
using OutProc.TestWorkers;

namespace OutProc.TestHost;

/// <summary>Starts workers with one descriptor more each time, from none on: every failure must be clear and leave nothing open.</summary>
internal static class Exhaustion
{
    private const int MaxFailures = 100;

    public static async Task<int> RunAsync()
    {
        // What is opened once and for all, the console too, is open before anything is counted.
        await StartAsync();
        Console.WriteLine("workers");
        int baseline = CountOpen();

        var held = new Stack<SafeFileHandle>();
        FillUp(held);
        for (int failures = 0; failures < MaxFailures; failures++)
        {
            try
            {
                await StartAsync();
                while (held.TryPop(out SafeFileHandle? handle))
                {
                    handle.Dispose();
                }

                Console.WriteLine($"works after {failures} failures, {CountOpen() - baseline} leaked");
                return 0;
            }
            catch (WorkerStartException e)
            {
                Console.WriteLine($"{e.Reason}: {e.Message.ReplaceLineEndings(" ")}");
            }

            // Listing the descriptors takes one.
            held.Pop().Dispose();
            if (CountOpen() - baseline is not 0 and int leaked)
            {
                Console.WriteLine($"leaked {leaked}");
                return 1;
            }
        }

        return 2;
    }

    private static async Task StartAsync()
    {
        int pid;
        await using (IWorkerPool<IGlutton> pool = await WorkerPool.StartAsync<IGlutton>(static options => options.Pool.MaxWorkers = 1))
        {
            await pool.Proxy.SpinInFinallyAsync(0);
            pid = pool.Workers[0].ProcessId;
        }

        // Its output streams are read to their end, a moment after its own.
        while (Directory.Exists($"/proc/{pid}"))
        {
            await Task.Delay(1);
        }

        await Task.Delay(100);
    }

    private static void FillUp(Stack<SafeFileHandle> held)
    {
        try
        {
            while (true)
            {
                held.Push(File.OpenHandle("/dev/null"));
            }
        }
        catch (IOException)
        {
            // None is left.
        }
    }

    /// <summary>What workers are joined to the host by. The runtime opens files of its own, assemblies above all, when it likes.</summary>
    private static int CountOpen() => Directory.GetFiles("/proc/self/fd").Count(static descriptor =>
        File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name is { } target
        && (target.StartsWith("pipe:", StringComparison.Ordinal)
            || target.StartsWith("socket:", StringComparison.Ordinal)
            || target.StartsWith("memfd:outproc", StringComparison.Ordinal)
            || target.StartsWith('[')));
}
