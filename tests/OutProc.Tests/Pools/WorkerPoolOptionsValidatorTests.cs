using Microsoft.Extensions.Options;
using OutProc.Pools;
using OutProc.Workers;

namespace OutProc.Tests.Pools;

public sealed class WorkerPoolOptionsValidatorTests
{
    public static TheoryData<string, Action<WorkerPoolOptions>> Bad => new()
    {
        { "Mode is 9; allowed are Process and InProcess.", static options => options.Mode = (ExecutionMode)9 },
        { "Pool.MinWorkers is 3; allowed is 0 to 2 (Pool.MaxWorkers).", static options => (options.Pool.MinWorkers, options.Pool.MaxWorkers) = (3, 2) },
        { "Pool.MaxWorkers is -1; allowed is 1 to 4096.", static options => options.Pool.MaxWorkers = -1 },
        { "Pool.Prefetch is -1; allowed is 0 to 65535.", static options => options.Pool.Prefetch = -1 },
        { "Pool.MaxConcurrencyPerWorker is 0; allowed is 1 to 65535.", static options => options.Pool.MaxConcurrencyPerWorker = 0 },
        { "Pool.MaxQueue is 0; allowed is 1 to 2147483647.", static options => options.Pool.MaxQueue = 0 },
        {
            "Calls.CancelGrace is -00:00:01; allowed is zero to 24 days, or Timeout.InfiniteTimeSpan.",
            static options => options.Calls.CancelGrace = TimeSpan.FromSeconds(-1)
        },
        {
            "Calls.Timeout is 00:00:00; allowed is more than zero to 24 days, or Timeout.InfiniteTimeSpan.",
            static options => options.Calls.Timeout = TimeSpan.Zero
        },
        {
            "Pool.QueueTimeout is 00:00:00; allowed is more than zero to 24 days, or Timeout.InfiniteTimeSpan.",
            static options => options.Pool.QueueTimeout = TimeSpan.Zero
        },
        {
            "The environment variable OUTPROC_DEBUG is 'on'; allowed are wait and launch, alone or with a worker: wait:Thumbnails.",
            static options => options.Launch.Debug = "on"
        },
        { "Launch.OnHostExit is 7; allowed are EndAtOnce, FinishCalls.", static options => options.Launch.OnHostExit = (HostExitBehavior)7 },
        { "Calls.MaxAttemptsIfIdempotent is 0; allowed is 1 to 100.", static options => options.Calls.MaxAttemptsIfIdempotent = 0 },
        { "Calls.MaxMessageBytes is 1023; allowed is 1024 to 2147483591.", static options => options.Calls.MaxMessageBytes = 1023 },
        { "Calls.MaxDepth is 1001; allowed is 1 to 1000.", static options => options.Calls.MaxDepth = 1001 },
        {
            "Launch.StartTimeout is 25.00:00:00; allowed is more than zero to 24 days, or Timeout.InfiniteTimeSpan.",
            static options => options.Launch.StartTimeout = TimeSpan.FromDays(25)
        },
        { "Restart.MaxFailures is 0; allowed is 1 to 2147483647.", static options => options.Restart.MaxFailures = 0 },
        {
            "Restart.MaxDelay is 00:00:00.0500000; allowed is 00:00:00.1000000 to 24.00:00:00.",
            static options => options.Restart.MaxDelay = TimeSpan.FromMilliseconds(50)
        },
        { "Recycle.AfterCalls is 0; allowed is 1 to 2147483647.", static options => options.Recycle.AfterCalls = 0 },
        {
            "Recycle.WhenMemoryExceeds is 1; allowed is 1048576 to 9223372036854775807.",
            static options => options.Recycle.WhenMemoryExceeds = 1
        },
        {
            "Heartbeat.Interval is 00:00:00; allowed is 00:00:00.0010000 to 24.00:00:00.",
            static options => options.Heartbeat.Interval = TimeSpan.Zero
        },
        {
            "Launch.Limits.GcHeapHardLimit is 1; allowed is 16777216 to 9223372036854775807.",
            static options => options.Launch.Limits.GcHeapHardLimit = 1
        },
        { "Launch.Limits.Nice is 20; allowed is -20 to 19.", static options => options.Launch.Limits.Nice = 20 },
        { "Launch.Limits.Processors is 1024; allowed is 0 to 1023.", static options => options.Launch.Limits.Processors = [1024] },
        {
            "Launch.Limits.Processors is empty; a worker needs at least one processor, and null means all of the host's.",
            static options => options.Launch.Limits.Processors = []
        },
        { "Launch.MaxDepth is 0; allowed is 1 to 64.", static options => options.Launch.MaxDepth = 0 },
        {
            "Launch.Environment has the variable 'A=B'; names must not be empty or hold '=' and neither names nor values a null character.",
            static options => options.Launch.Environment["A=B"] = "1"
        },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void ThrowIfInvalid_BadOption_NamesOptionValueAndRange(string message, Action<WorkerPoolOptions> configure)
    {
        var options = new WorkerPoolOptions { Mode = ExecutionMode.Process };
        options.Pool.MaxWorkers = 2;
        configure(options);

        var error = Should.Throw<OptionsValidationException>(() => WorkerPoolOptionsValidator.ThrowIfInvalid("My.IWorker", options));

        error.Failures.First().ShouldBe(message);
        error.OptionsName.ShouldBe("My.IWorker");
    }

    [Fact]
    public void ThrowIfInvalid_DefaultsAndExtremes_AreAccepted()
    {
        var options = new WorkerPoolOptions();
        WorkerPoolOptionsValidator.ThrowIfInvalid("My.IWorker", options);

        options.Calls.CancelGrace = Timeout.InfiniteTimeSpan;
        options.Launch.StartTimeout = Timeout.InfiniteTimeSpan;
        options.Launch.ShutdownGrace = TimeSpan.Zero;
        options.Launch.Environment["REMOVED"] = null;
        WorkerPoolOptionsValidator.ThrowIfInvalid("My.IWorker", options);
    }
}
