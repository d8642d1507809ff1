using OutProc.Contracts;
using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Infrastructure;

/// <summary>Tells when a worker has begun to run a call, which is later than when the call was sent.</summary>
internal static class RunningCalls
{
    public static Task WaitUntilRunningAsync<T>(this WorkerProcess<T> worker, string method)
        where T : class, IRemoteContract<T>
        => Task.Run(async () =>
        {
            while (worker.RunningMethod != method)
            {
                // The worker is not asked, only looked at: there is nothing to wait for.
                await Task.Delay(1);
            }
        }).DefaultTimeout();
}
