using System.Globalization;
using OutProc.TestWorkers;

// A host that tests can kill: starts workers, says who they are, keeps one of them busy if asked, and waits to be ended.
//   OutProc.TestHost hold COUNT [busy]
int count = int.Parse(args[1], CultureInfo.InvariantCulture);
await using IWorkerPool<ICalculator> pool = await WorkerPool.StartAsync<ICalculator>(options =>
{
    options.Pool.MinWorkers = count;
    options.Pool.MaxWorkers = count;
});
ValueTask call = args is [_, _, "busy"] ? pool.Proxy.WaitAsync() : default;
Console.WriteLine("workers " + string.Join(' ', pool.Workers.Select(worker => worker.ProcessId)));
await call;

// Ends when whoever started this host goes away, so that a failed test leaves nothing behind.
while (await Console.In.ReadLineAsync() is not null)
{
}
