namespace OutProc.WorkerBuilds;

/// <summary>Takes a type that changes.</summary>
[RemoteWorker]
public sealed class Ledger
{
    public string Add(Entry entry) => $"{entry.Id} {entry.Text}";
}
