namespace OutProc.TestWorkers;

/// <summary>Greets the host and then takes for ever to become ready.</summary>
[RemoteWorker]
public sealed class Sleepy : IWorkerLifecycle
{
    public async ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync("counting sheep");
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
    }

    public ValueTask StopAsync(CancellationToken cancellationToken) => default;

    public int Never() => 0;
}
