using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>Starts workers as threads of this process: the same boot, session, payloads and limits, over channels in memory.</summary>
/// <remarks>
/// For tests and debugging. Each worker has a loop thread and a container of its own, and never runs on a caller's thread. Crashes, exits,
/// environment variables and statics are not isolated, and a thread cannot be killed: killing such a worker ends its conversation at once,
/// so that its calls fail, and abandons what its method is doing.
/// </remarks>
internal sealed class InProcessWorkerLauncher : IWorkerLauncher
{
    public async ValueTask<WorkerEndpoint> StartAsync(WorkerStartRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long started = Stopwatch.GetTimestamp();
        var endpoint = new InProcessWorkerEndpoint(request);
        endpoint.Begin();
        HandshakeResult result = await AwaitReadyAsync(endpoint, request.Launch.StartTimeout, cancellationToken).ConfigureAwait(false);
        if (result.Ready is { } ready)
        {
            endpoint.BecomeReady(ready);
            OutProcLog.WorkerStarted(
                request.Loggers.CreateLogger(OutProcLog.WorkersCategory),
                endpoint.Name,
                Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                Environment.Version.ToString(),
                RuntimeInformation.ProcessArchitecture.ToString());
            return endpoint;
        }

        await endpoint.DisposeAsync().ConfigureAwait(false);
        WorkerExitInfo exit = await endpoint.Exited.ConfigureAwait(false);
        throw result.Failed is { } failed
            ? WorkerStartErrors.Failed(endpoint.Name, request.Contract, failed, exit)
            : WorkerStartErrors.ExitedEarly(endpoint.Name, exit);
    }

    private static async Task<HandshakeResult> AwaitReadyAsync(
        InProcessWorkerEndpoint endpoint, TimeSpan timeout, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await endpoint.Handshake.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException) when (Debugger.IsAttached)
            {
                // Whoever steps through the worker's constructor is not to be hurried.
            }
            catch (TimeoutException)
            {
                await endpoint.DisposeAsync().ConfigureAwait(false);
                throw WorkerStartErrors.TimedOut(endpoint.Name, timeout, greeted: true, exit: null, stderrTail: "");
            }
            catch (OperationCanceledException)
            {
                await endpoint.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}
