namespace OutProc.TestWorkers;

/// <summary>Starts well, except for one worker of a pool.</summary>
[RemoteWorker]
public sealed class Moody
{
    public Moody(IWorkerContext context)
    {
        if (context.WorkerId == 4)
        {
            throw new InvalidOperationException("number four does not feel like it");
        }
    }

    public int ProcessId() => Environment.ProcessId;
}
