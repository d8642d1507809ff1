namespace WontCompile;

/// <summary>"Lock objects should only be shared between processes through inheritance": found when the program ran.</summary>
[RemoteWorker]
public sealed class Requests
{
    /// <summary>Sends one request and notes its cost.</summary>
    public void Send(Lock gate, string data)
    {
        lock (gate)
        {
            File.AppendAllText("request.log", $"request {data}");
        }
    }
}

/// <summary>Sends a list from eight workers, with one lock for the log file.</summary>
public sealed class Main(IWorkerPool<IRequests> pool)
{
    private readonly Lock _lock = new();

    /// <summary>Sends all.</summary>
    public async Task RunAsync(string[] dataList)
    {
        foreach (string data in dataList)
        {
            await pool.Proxy.SendAsync(_lock, data);
        }
    }
}
