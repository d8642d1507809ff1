using OutProc.Contracts;
using OutProc.Testing.Shared;
using OutProc.TestWorkers;

namespace OutProc.IntegrationTests.Scenarios;

// A68: {error, exit, crash} x {arguments read, method run, result written}: each cell ends in a defined exception, and costs one call.

/// <summary>Whatever goes wrong in a worker, and wherever: the call knows, and nobody else notices.</summary>
public sealed class FaultMatrixTests
{
    public static TheoryData<string, string> Cells
    {
        get
        {
            var cells = new TheoryData<string, string>();
            foreach (string fault in (string[])["error", "exit", "crash"])
            {
                foreach (string step in (string[])["arguments", "method", "result"])
                {
                    cells.Add(fault, step);
                }
            }

            return cells;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Call_FaultAtAStep_EndsDefinedAndHarmsNoOther(string fault, string step)
    {
        await using IWorkerPool<ITrapper> pool = await WorkerPool.StartAsync<ITrapper>(
            static options =>
            {
                options.Mode = ExecutionMode.Process;
                options.Pool.MaxWorkers = 1;
            },
            cancellationToken: Token).DefaultTimeout();
        int worker = pool.Workers[0].ProcessId;
        Task call = step switch
        {
            "arguments" => pool.Proxy.TakeAsync(new Trap { OnRead = fault }, Token).AsTask(),
            "method" => pool.Proxy.RunAsync(fault, Token).AsTask(),
            _ => pool.Proxy.GiveAsync(fault, Token).AsTask(),
        };
        Task<int> next = pool.Proxy.RunAsync("nothing", Token).AsTask();

        if (fault == "error")
        {
            Exception error = await Assert.ThrowsAnyAsync<Exception>(() => call.DefaultTimeout());
            error.ToString().ShouldContain("sprung");
            error.ShouldNotBeOfType<WorkerCrashedException>();
        }
        else
        {
            WorkerCrashedException error = await Assert.ThrowsAsync<WorkerCrashedException>(() => call.DefaultTimeout());
            error.MayHaveExecuted.ShouldBeTrue();
            (error.Exit.ExitCode, error.Exit.Signal).ShouldBe(fault == "exit" ? (17, null) : ((int?)null, (int?)6));
            error.Exit.StartedMethods.Count.ShouldBe(1);
        }

        // Sent behind the one that failed; it never sees what became of it.
        (await next.DefaultTimeout()).ShouldBe(7);
        (pool.Workers[0].ProcessId == worker).ShouldBe(fault == "error");
    }
}
