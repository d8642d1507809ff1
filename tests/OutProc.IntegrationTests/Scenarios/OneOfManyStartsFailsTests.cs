using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A62: the fourth of five starts fails. The others are stopped, the error is thrown, nothing is left.

/// <summary>A pool that cannot start in full does not start at all.</summary>
public sealed class OneOfManyStartsFailsTests
{
    [Theory]
    [InlineData(ExecutionMode.Process)]
    [InlineData(ExecutionMode.InProcess)]
    public async Task StartAsync_FourthOfFiveFails_StopsTheOthersAndTellsWhy(ExecutionMode mode)
    {
        using var loggers = new RecordingLoggerFactory();

        WorkerStartException error = await Assert.ThrowsAsync<WorkerStartException>(() => WorkerPool.StartAsync<IMoody>(
            options =>
            {
                options.Mode = mode;
                options.Pool.MinWorkers = 5;
                options.Pool.MaxWorkers = 5;
            },
            loggers,
            TestContext.Current.CancellationToken).DefaultTimeout());

        error.Reason.ShouldBe(WorkerStartFailure.StartupThrew);
        error.Message.ShouldContain("number four does not feel like it");
        foreach (string name in mode == ExecutionMode.InProcess ? [] : loggers.Records.Where(static record => record.Id.Id == 100).Select(static record => (string)record.State["Worker"]!))
        {
            int process = int.Parse(name.AsSpan(name.IndexOf("pid ", StringComparison.Ordinal) + 4).TrimEnd(')'), System.Globalization.CultureInfo.InvariantCulture);
            Processes.IsAlive(process).ShouldBeFalse(name);
        }
    }
}
