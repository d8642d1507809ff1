using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Workers;

/// <summary><c>OUTPROC_DEBUG</c>: workers that wait for a debugger.</summary>
public sealed class DebuggerRequestTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("wait")]
    [InlineData("wait:calculator")]
    [InlineData("launch")]
    public async Task Start_WorkerWaitsForADebugger_IsNotTimedOutAndSaysWhere(string value)
    {
        using var loggers = new RecordingLoggerFactory();
        using var cancel = new CancellationTokenSource();
        Task<IWorkerPool<ICalculator>> start = WorkerPool.StartAsync<ICalculator>(
            options =>
            {
                options.Launch.Debug = value;
                options.Launch.StartTimeout = TimeSpan.FromMilliseconds(300);
            },
            loggers,
            cancel.Token);

        RecordingLoggerFactory.LogRecord said = await loggers.WaitForAsync(
            record => record.Category == "OutProc.Worker.StdErr" && record.Text.Contains("waits for a debugger", StringComparison.Ordinal));
        said.Text.ShouldContain("Calculator #1");
        await Task.Delay(900, Token);
        start.IsCompleted.ShouldBeFalse("the start timeout does not count while somebody looks for a debugger");

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start.DefaultTimeout());
    }

    [Fact]
    public async Task Start_AnotherWorkerIsMeant_DoesNotWait()
    {
        await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(
            static options => options.Launch.Debug = "wait:Thumbnails", cancellationToken: Token).DefaultTimeout();

        (await pool.Proxy.AddAsync(1, 2, Token).DefaultTimeout()).ShouldBe(3);
    }
}
