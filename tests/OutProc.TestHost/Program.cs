using System.Globalization;
using OutProc.TestHost;
using OutProc.TestWorkers;

// A host that tests can kill: starts workers, says who they are, keeps them busy if asked, and ends as the lines on standard input say.
//   OutProc.TestHost hold COUNT idle|managed|native|finally
//   OutProc.TestHost exhaust
//   OutProc.TestHost nowhere
//   OutProc.TestHost allocations SharedMemory|Socket CALLS
//   OutProc.TestHost detached FILE
//   OutProc.TestHost share
if (args is ["detached", var file])
{
    return await Detached.RunAsync(file);
}

if (args is ["share"])
{
    return await Sharing.RunAsync();
}

if (args is ["exhaust"])
{
    return await Exhaustion.RunAsync();
}

if (args is ["allocations", var transport, var count])
{
    return await Allocations.RunAsync(transport, int.Parse(count, CultureInfo.InvariantCulture));
}

if (args is ["nowhere"])
{
    Surroundings.LeaveForAFolderThatIsGone();
}

int workers = args is ["hold", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
await using IWorkerPool<IGlutton> pool = await WorkerPool.StartAsync<IGlutton>(options =>
{
    options.Pool.MinWorkers = workers;
    options.Pool.MaxWorkers = workers;

    // Longer than any test waits: what ends within a second is not ended by grace.
    options.Launch.ShutdownGrace = TimeSpan.FromMinutes(2);
});
Task[] calls = [.. Enumerable.Range(0, workers).Select(_ => BusyCall(args is ["hold", _, var state] ? state : "idle"))];
while (calls.Length > 0 && args is ["hold", _, not "idle"] && pool.Workers.Any(static worker => worker.RunningMethod is null))
{
    await Task.Delay(1);
}

Console.WriteLine("workers " + string.Join(' ', pool.Workers.Select(static worker => worker.ProcessId)));

// The end of the input ends the host too, so that a failed test leaves nothing behind.
while (await Console.In.ReadLineAsync() is { } line)
{
    await Ending.ObeyAsync(line, pool);
}

// In order, but without waiting for busy workers.
Environment.Exit(0);
return 0;

Task BusyCall(string state) => state switch
{
    "managed" => pool.Proxy.SpinAsync(int.MaxValue).AsTask(),
    "native" => pool.Proxy.SleepInNativeCodeAsync(10_000).AsTask(),
    "finally" => pool.Proxy.SpinInFinallyAsync(int.MaxValue).AsTask(),
    _ => Task.CompletedTask,
};
