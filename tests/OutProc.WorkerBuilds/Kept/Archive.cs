namespace OutProc.WorkerBuilds;

/// <summary>Has a method that the newer build no longer has.</summary>
[RemoteWorker]
public sealed class Archive
{
    public int Keep(int value) => value;

    public int Drop(int value) => value;
}
