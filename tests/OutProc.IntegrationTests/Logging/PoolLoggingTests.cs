using Microsoft.Extensions.Logging;
using OutProc.Diagnostics;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Logging;

public sealed class PoolLoggingTests
{
    public static TheoryData<ExecutionMode> Modes => [ExecutionMode.Process, ExecutionMode.InProcess];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Pool_WorkerKilledAndReplaced_LogsItsLife(ExecutionMode mode)
    {
        var logs = new RecordingLoggerFactory();
        await using IWorkerPool<ICalculator> pool = await StartAsync(mode, logs);

        WorkerProcess<ICalculator> first = pool.Workers[0];
        first.Kill();
        await first.Exited.DefaultTimeout();
        await pool.Proxy.AddAsync(1, 2, Token).DefaultTimeout();

        await logs.WaitForAsync(static record => record is { Category: OutProcLog.PoolsCategory, Id.Name: "WorkerReplaced" });
        await logs.WaitForAsync(static record => record is { Category: OutProcLog.WorkersCategory, Id.Name: "WorkerStopped" });
        logs.Records.Count(static record => record.Id.Name == "WorkerStarting").ShouldBe(2);
        logs.Records.Count(static record => record.Id.Name == "WorkerStarted").ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Dispose_RunningWorker_ItsLastRecordIsWrittenBefore(ExecutionMode mode)
    {
        var logs = new RecordingLoggerFactory();
        IWorkerPool<ICalculator> pool = await StartAsync(mode, logs);

        await pool.DisposeAsync().DefaultTimeout();

        logs.Records.Count(static record => record.Id.Name == "WorkerStopped").ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Pool_WorkerCannotStart_LogsTheCauseOnce(ExecutionMode mode)
    {
        var logs = new RecordingLoggerFactory();

        await Should.ThrowAsync<WorkerStartException>(
            () => WorkerPool.StartAsync<IUnwilling>(options => options.Mode = mode, logs, Token).DefaultTimeout());

        RecordingLoggerFactory.LogRecord record = logs.Records.Where(static record => record.Id.Name == "WorkerStartFailed").ShouldHaveSingleItem();
        record.Level.ShouldBe(LogLevel.Error);
        record.Exception.ShouldBeOfType<WorkerStartException>();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Pool_LoggersThatThrow_ChangeNothing(ExecutionMode mode)
    {
        var logs = new RecordingLoggerFactory { Observer = static _ => throw new InvalidOperationException("The disk is full.") };
        await using IWorkerPool<ICalculator> pool = await StartAsync(mode, logs);

        (await pool.Proxy.AddAsync(1, 2, Token).DefaultTimeout()).ShouldBe(3);

        logs.Records.ShouldNotBeEmpty();
    }

    private static Task<IWorkerPool<ICalculator>> StartAsync(ExecutionMode mode, ILoggerFactory logs) => WorkerPool.StartAsync<ICalculator>(
        options =>
        {
            options.Mode = mode;
            options.Pool.MaxWorkers = 1;
        },
        logs,
        Token).DefaultTimeout();
}
