namespace OutProc.TestWorkers;

/// <summary>Cannot be created.</summary>
[RemoteWorker]
public sealed class Unwilling
{
    public Unwilling() => throw new InvalidOperationException("not today", new TimeoutException("the database slept"));

    public int Never() => 0;
}
