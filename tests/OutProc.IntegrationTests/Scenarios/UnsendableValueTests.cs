using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A50, A59: values that cannot be sent, there or back, fail their own call. The worker survives, again and again.

/// <summary>A value that cannot be sent costs one call.</summary>
public sealed class UnsendableValueTests
{
    public static TheoryData<ExecutionMode, WorkerTransport> Ways => new()
    {
        { ExecutionMode.Process, WorkerTransport.SharedMemory },
        { ExecutionMode.Process, WorkerTransport.Socket },
        { ExecutionMode.InProcess, WorkerTransport.Auto },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_ResultCannotBeWritten_TwentyTimes_WorkerSurvives(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode, transport);
        for (int i = 0; i < 20; i++)
        {
            PayloadException error = await Assert.ThrowsAsync<PayloadException>(() => pool.Proxy.RepeatAsync("a", 2000 + i, Token).DefaultTimeout());
            error.Message.ShouldContain("1024 bytes");
        }

        (await pool.Proxy.RepeatAsync("a", 3, Token).DefaultTimeout()).ShouldBe("aaa");
        pool.Workers.ShouldHaveSingleItem().Generation.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Call_ArgumentCannotBeWritten_NothingIsSent(ExecutionMode mode, WorkerTransport transport)
    {
        await using IWorkerPool<IFaulty> pool = await StartAsync(mode, transport);
        for (int i = 0; i < 20; i++)
        {
            PayloadException error = await Assert.ThrowsAsync<PayloadException>(
                () => pool.Proxy.RepeatAsync(new string('a', 2000), 1, Token).DefaultTimeout());
            error.MemberPath.ShouldBe("text");
        }

        (await pool.Proxy.RepeatAsync("a", 3, Token).DefaultTimeout()).ShouldBe("aaa");
    }

    private static Task<IWorkerPool<IFaulty>> StartAsync(ExecutionMode mode, WorkerTransport transport)
        => WorkerPool.StartAsync<IFaulty>(
            options =>
            {
                options.Mode = mode;
                options.Launch.Transport = transport;
                options.Pool.MaxWorkers = 1;
                options.Calls.MaxMessageBytes = 1024;
            },
            cancellationToken: Token).DefaultTimeout();
}
