namespace OutProc.WorkerBuilds;

/// <summary>Lost a method.</summary>
[RemoteWorker]
public sealed class Archive
{
    public int Keep(int value) => value;
}
