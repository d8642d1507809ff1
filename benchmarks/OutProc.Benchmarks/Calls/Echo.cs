namespace OutProc.Benchmarks.Calls;

/// <summary>The least a worker can do: what is measured is the call.</summary>
[RemoteWorker]
public sealed class Echo
{
    public EchoMessage Send(EchoMessage message) => message with { Id = message.Id + 1 };
}
