using OutProc.TestWorkers;

namespace OutProc.TestHost;

/// <summary>Has a worker that finishes its call when this host is gone.</summary>
internal static class Detached
{
    public static async Task<int> RunAsync(string file)
    {
        await using StandaloneWorkerProcess<IStubborn> worker = WorkerProcess.Create<IStubborn>(
            static options => options.Launch.OnHostExit = HostExitBehavior.FinishCalls);
        await worker.StartAsync();
        Task call = worker.Proxy.WriteLaterAsync(file, 1000).AsTask();
        while (worker.RunningMethod is null)
        {
            await Task.Yield();
        }

        Console.WriteLine($"workers {worker.ProcessId}");
        await call;
        return 0;
    }
}
