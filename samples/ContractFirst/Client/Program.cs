using ContractFirst.Contract;

// The client knows the contract and where the worker is. It has neither the worker's assembly nor what that depends on.
await using IWorkerPool<ITextIndex> pool = await WorkerPool.StartAsync<ITextIndex>(options =>
{
    // An index keeps state: all calls go to one process.
    options.Pool.MaxWorkers = 1;
    options.Launch.Location = WorkerLocation.Assembly("workers/ContractFirst.Worker/ContractFirst.Worker.dll");
});

ITextIndex index = pool.Proxy;
(string Title, string Text)[] texts =
[
    ("Moby-Dick", "Call me Ishmael. Some years ago, never mind how long precisely, I thought I would sail about a little and see the sea."),
    ("The Old Man and the Sea", "He was an old man who fished alone in a skiff. The old man loved the sea."),
    ("Walden", "I went to the woods because I wished to live deliberately."),
];
foreach ((string title, string text) in texts)
{
    int words = await index.AddAsync(new Document(title, text));
    Console.WriteLine($"{title}: {words} words");
}

foreach (Hit hit in await index.FindAsync(args.Length > 0 ? string.Join(' ', args) : "the sea"))
{
    Console.WriteLine($"{hit.Count} x {hit.Title}");
}

(int processId, string assembly) = await index.WhereAsync();
Console.WriteLine($"found by {assembly} in {(processId == Environment.ProcessId ? "this process" : "a process of its own")}");
