using System.Collections;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging;
using OutProc.Contracts;
using OutProc.Diagnostics;
using OutProc.Interop;
using OutProc.Protocol;
using OutProc.Shared;
using OutProc.Transport;

namespace OutProc.Workers;

/// <summary>Starts workers as processes of this machine, joined to the host by inherited sockets: no name to guess, no port, no file.</summary>
internal sealed class ProcessWorkerLauncher : IWorkerLauncher
{
    private readonly Func<WorkerCommand>? _locate;

    /// <param name="locate">Finds the program of the workers; the default is OutProc's own worker host.</param>
    public ProcessWorkerLauncher(Func<WorkerCommand>? locate = null) => _locate = locate;

    public async ValueTask<WorkerEndpoint> StartAsync(WorkerStartRequest request, CancellationToken cancellationToken)
    {
        SupportedPlatform.Require();
        cancellationToken.ThrowIfCancellationRequested();
        string worker = $"{request.Contract.DisplayName} #{request.WorkerId}";
        WorkerDepth.Check(WorkerDepth.Current, request.Launch.MaxDepth, worker);
        if (request.Launch.WorkingDirectory is { } directory && !Directory.Exists(directory))
        {
            throw WorkerStartErrors.NoWorkingDirectory(worker, directory);
        }

        if (request.Launch.DumpFolder is { } dumps && !Directory.Exists(dumps))
        {
            throw WorkerStartErrors.NoDumpFolder(worker, dumps);
        }

        long started = Stopwatch.GetTimestamp();
        WorkerProcessEndpoint endpoint = await SpawnAsync(request, worker, Locate(request)).ConfigureAwait(false);
        HandshakeResult result = await AwaitHandshakeAsync(endpoint, request.Launch, cancellationToken).ConfigureAwait(false);
        if (result.Ready is not { } ready)
        {
            throw await FailAsync(endpoint, request, result).ConfigureAwait(false);
        }

        if (ready.MethodIndexes.Count != request.Contract.MethodTable.Length)
        {
            var violation = new HandshakeResult { Violation = $"a Ready for {ready.MethodIndexes.Count} methods" };
            throw await FailAsync(endpoint, request, violation).ConfigureAwait(false);
        }

        if (WorkerStartErrors.Reordered(endpoint.Name, request.Contract, ready) is { } reordered)
        {
            await endpoint.AbandonAsync(CrashCause.Stopped, endsByItself: false).ConfigureAwait(false);
            throw reordered;
        }

        endpoint.BecomeReady(ready, Stopwatch.GetElapsedTime(started));
        return endpoint;
    }

    private WorkerCommand Locate(WorkerStartRequest request)
        => _locate?.Invoke() ?? WorkerHostLocator.Locate(HostFacts.Collect(), request.Launch.Location);

    private static async Task<WorkerProcessEndpoint> SpawnAsync(WorkerStartRequest request, string worker, WorkerCommand command)
    {
        Dictionary<string, string> environment = WorkerEnvironment.Build(HostEnvironment(), request.Launch, WorkerDepth.Current + 1);
        environment.TryGetValue("TMPDIR", out string? temporaryFolder);
        var arguments = new WorkerArguments($"{request.Contract.DisplayName}#{request.WorkerId}", Environment.ProcessId);

        // Loggers are the user's code: whatever they throw, they throw before there is a process.
        WelcomeMessage welcome = WorkerWelcome.Create(request);
        ILogger logger = request.Loggers.CreateLogger(OutProcLog.WorkersCategory);
        var log = new WorkerOutputLog(request.Loggers);
        using var streams = new WorkerStreams();
        SharedMember? member = request.Shared.Join(request.WorkerId);
        SpawnedProcess spawned;
        try
        {
            streams.Open(request.Launch.Transport, request.Calls);
            if (streams.MemoryRefusal is { } refusal)
            {
                OutProcLog.NoSharedMemory(logger, worker, refusal);
            }

            spawned = await SpawnerThread.SpawnAsync(new SpawnSpec
            {
                Path = command.Path,
                Arguments = command.ToArguments(arguments),
                Environment = WorkerEnvironment.ToBlock(environment),
                WorkingDirectory = request.Launch.WorkingDirectory,
                Limits = LimitsOf(request.Launch.Limits),
                Output = streams.OutputWriter,
                Error = streams.ErrorWriter,
                Control = streams.ControlForWorker,
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            member?.End();
            throw WorkerStartErrors.SpawnFailed(worker, command, e);
        }

        string name = $"{worker} (pid {spawned.ProcessId})";
        log.Worker = name;
        if (welcome.Debugger != DebuggerRequest.None)
        {
            // To the console too: whoever set the variable may have no loggers, and would wait without knowing for what.
            OutProcLog.WaitsForDebugger(logger, name);
            WorkerProcessSetup.WriteError(Encoding.UTF8.GetBytes($"OutProc: {name} waits for a debugger ({DebuggerVariable.Name}).\n"));
        }

        welcome = welcome with { RingCapacity = streams.RingCapacity, HasShared = member is not null };
        return streams.HandOver(request, welcome, name, spawned, log, temporaryFolder, member);
    }

    private static async Task<HandshakeResult> AwaitHandshakeAsync(
        WorkerProcessEndpoint endpoint, LaunchOptions launch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await endpoint.Handshake.WaitAsync(launch.StartTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException) when (endpoint.IsDebugged)
            {
                // Whoever steps through the host, or through the worker's constructor, is not to be hurried.
            }
            catch (TimeoutException)
            {
                WorkerExitInfo? exit = await endpoint.AbandonAsync(CrashCause.Stopped, endsByItself: false).ConfigureAwait(false);
                throw WorkerStartErrors.TimedOut(
                    endpoint.Name, launch.StartTimeout, endpoint.Hello is not null, exit, endpoint.StderrTail, launch.Location);
            }
            catch (OperationCanceledException)
            {
                await endpoint.AbandonAsync(CrashCause.Stopped, endsByItself: false).ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task<WorkerStartException> FailAsync(
        WorkerProcessEndpoint endpoint, WorkerStartRequest request, HandshakeResult result)
    {
        WorkerExitInfo? exit = await endpoint.AbandonAsync(
            result.Violation is null ? CrashCause.Stopped : CrashCause.ProtocolViolation, endsByItself: result.Failed is not null).ConfigureAwait(false);
        return result switch
        {
            { Failed: { } failed } => WorkerStartErrors.Failed(endpoint.Name, request.Contract, failed, exit),
            { Violation: { } violation } => WorkerStartErrors.Violation(endpoint.Name, violation, exit, endpoint.StderrTail),
            _ => WorkerStartErrors.ExitedEarly(endpoint.Name, result.Exit!, endpoint.Hello is null ? request.Launch.Location : null),
        };
    }

    private static ProcessLimits? LimitsOf(LimitOptions limits)
        => limits is { DataBytes: null, OpenFiles: null, Nice: null, Processors: null } ? null : new ProcessLimits
        {
            DataBytes = limits.DataBytes,
            OpenFiles = limits.OpenFiles,
            Nice = limits.Nice,
            Processors = limits.Processors,
        };

    private static IEnumerable<KeyValuePair<string, string>> HostEnvironment()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            yield return new((string)variable.Key, (string)variable.Value!);
        }
    }
}
