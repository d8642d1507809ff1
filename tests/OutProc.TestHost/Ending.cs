using OutProc.Contracts;
using OutProc.TestWorkers;

namespace OutProc.TestHost;

/// <summary>The ways in which a host comes to its end, and what may happen before.</summary>
internal static class Ending
{
    public static async Task ObeyAsync(string command, IWorkerPool<IGlutton> pool)
    {
        switch (command)
        {
            case "exit":
                Environment.Exit(3);
                break;
            case "failfast":
                Environment.FailFast("as the test wants it");
                break;
            case "throw":
                var thread = new Thread(static () => throw new InvalidOperationException("as the test wants it"));
                thread.Start();
                thread.Join();
                break;
            case "drain":
                // The first Ctrl-C stops the pool in order, which takes the grace; the second one ends the host as usual.
                Console.CancelKeyPress += (_, e) => e.Cancel = Interlocked.Exchange(ref s_interrupted, true) == false && StartDraining(pool);
                Console.WriteLine("draining on Ctrl-C");
                break;
            case "crash":
                await CrashAsync(pool);
                break;
        }
    }

    private static bool s_interrupted;

    private static bool StartDraining(IWorkerPool<IGlutton> pool)
    {
        _ = pool.DisposeAsync().AsTask();
        Console.WriteLine("draining");
        return true;
    }

    private static async Task CrashAsync(IWorkerPool<IGlutton> pool)
    {
        try
        {
            await pool.Proxy.RunOutOfMemoryAsync();
        }
        catch (WorkerCrashedException e)
        {
            Console.WriteLine("crashed: " + e.Exit.Describe());
            Console.WriteLine("next: " + await pool.Proxy.SpinInFinallyAsync(0));
        }
    }
}
