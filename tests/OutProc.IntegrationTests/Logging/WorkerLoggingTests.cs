using System.Globalization;
using Microsoft.Extensions.Logging;
using OutProc.IntegrationTests.Infrastructure;
using OutProc.Testing.Shared;

namespace OutProc.IntegrationTests.Logging;

public sealed class WorkerLoggingTests
{
    private const int ReportEvent = 42;
    private const int NumberEvent = 43;
    private const int EndEvent = 44;

    public static TheoryData<ExecutionMode> Modes => [ExecutionMode.Process, ExecutionMode.InProcess];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Log_InWorker_ReachesTheHostWithAllItsParts(ExecutionMode mode)
    {
        var logs = new RecordingLoggerFactory { MinLevel = LogLevel.Information };
        await using IWorkerPool<IClerk> pool = await StartAsync(mode, logs);

        await pool.Proxy.ReportAsync("a.png", TestContext.Current.CancellationToken).DefaultTimeout();

        RecordingLoggerFactory.LogRecord record = await logs.WaitForAsync(static record => record.Id.Id == ReportEvent);
        record.Category.ShouldBe("OutProc.IntegrationTests.Infrastructure.Clerk");
        record.Level.ShouldBe(LogLevel.Error);
        record.Id.Name.ShouldBe("Broken");
        record.Text.ShouldBe("File a.png is broken");
        record.State["File"].ShouldBe("a.png");
        record.State["WorkerId"].ShouldBe(1);
        record.State["WorkerProcessId"].ShouldBe(pool.Workers[0].ProcessId);
        record.State["CallId"].ShouldBeOfType<long>().ShouldBePositive();
        record.Scopes.ShouldBe(["request 7"]);
        record.Exception.ShouldNotBeNull().ToString().ShouldStartWith("System.IO.InvalidDataException: It is torn.");
    }

    [Theory]
    [InlineData(LogLevel.Debug, true)]
    [InlineData(LogLevel.Information, false)]
    public async Task IsEnabled_InWorker_IsTheHostsLevel(LogLevel level, bool expected)
    {
        await using IWorkerPool<IClerk> pool = await StartAsync(ExecutionMode.Process, new RecordingLoggerFactory { MinLevel = level });

        (await pool.Proxy.IsDebugEnabledAsync(TestContext.Current.CancellationToken).DefaultTimeout()).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Log_MoreThanTheHostTakes_IsLostInOrderAndCounted(ExecutionMode mode)
    {
        const int Records = 20_000;
        var counter = new FloodCounter(Records);
        var logs = new RecordingLoggerFactory { MinLevel = LogLevel.Information, Observer = counter.Count };
        await using IWorkerPool<IClerk> pool = await StartAsync(mode, logs);

        await pool.Proxy.FloodAsync(Records, TestContext.Current.CancellationToken).DefaultTimeout();

        await counter.Complete.DefaultTimeout();
        counter.Numbers.ShouldNotBeEmpty();
        counter.Numbers.ShouldBe(counter.Numbers.Order());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task DisposeAsync_Pool_StopsThenDisposesTheInstance(ExecutionMode mode)
    {
        var logs = new RecordingLoggerFactory { MinLevel = LogLevel.Information };
        IWorkerPool<IClerk> pool = await StartAsync(mode, logs);
        var worker = pool.Workers[0];

        await pool.DisposeAsync().DefaultTimeout();

        await logs.WaitForAsync(static record => record.Text == "The clerk was disposed, stopping True");
        logs.Records.Where(static record => record.Id.Id == EndEvent).Select(static record => record.Text)
            .ShouldBe(["The clerk was stopped, stopping True", "The clerk was disposed, stopping True"]);
        WorkerExitInfo exit = await worker.Exited.DefaultTimeout();
        exit.ExitCode.ShouldBe(0);
        exit.CleanGoodbye.ShouldBeTrue();
    }

    private static Task<IWorkerPool<IClerk>> StartAsync(ExecutionMode mode, ILoggerFactory logs) => WorkerPool.StartAsync<IClerk>(
        options =>
        {
            options.Mode = mode;
            options.Pool.MaxWorkers = 1;
        },
        logs,
        TestContext.Current.CancellationToken).DefaultTimeout();

    /// <summary>Counts the records that arrived and those that were reported as lost, until both make up what was sent.</summary>
    private sealed class FloodCounter(int records)
    {
        private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<int> _numbers = [];
        private long _lost;

        public Task Complete => _complete.Task;

        public IReadOnlyList<int> Numbers => _numbers;

        public void Count(RecordingLoggerFactory.LogRecord record)
        {
            lock (_numbers)
            {
                if (record.Id.Id == NumberEvent)
                {
                    _numbers.Add(int.Parse((string)record.State["Number"]!, CultureInfo.InvariantCulture));
                }

                int start = record.Text.LastIndexOf('(') + 1;
                if (start > 0 && record.Text.EndsWith("too fast.)", StringComparison.Ordinal))
                {
                    _lost += long.Parse(record.Text.AsSpan(start, record.Text.IndexOf(' ', start) - start), CultureInfo.InvariantCulture);
                }

                if (_numbers.Count + _lost == records)
                {
                    _complete.TrySetResult();
                }
            }
        }
    }
}
