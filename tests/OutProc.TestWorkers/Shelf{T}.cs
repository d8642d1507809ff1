using Microsoft.Extensions.Logging;
using OutProc.Contracts;

namespace OutProc.TestWorkers;

/// <summary>Keeps things of one type: a generic worker.</summary>
[RemoteWorker(Closed = [typeof(Shelf<string>), typeof(Shelf<Dictionary<string, long[]>>)])]
public sealed class Shelf<T>(ILogger<Shelf<T>> log)
{
    private readonly Dictionary<int, T> _items = [];

    public void Put(int id, T item) => _items[id] = item;

    public T? Get(int id) => _items.GetValueOrDefault(id);

    public int ProcessId() => Environment.ProcessId;

    public bool IsTraced() => log.IsEnabled(LogLevel.Trace);
}
