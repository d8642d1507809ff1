namespace OutProc.WorkerBuilds;

/// <summary>Takes a type that has changed.</summary>
[RemoteWorker]
public sealed class Ledger
{
    public string Add(Entry entry) => $"{entry.Id} {entry.Text} {entry.Amount}";
}
