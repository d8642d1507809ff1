namespace OutProc.TestWorkers;

/// <summary>Cannot be created.</summary>
[RemoteWorker]
public sealed class Doomed
{
    public Doomed() => Fail();

    public int Never() => 0;

    private static void Fail() => throw new InvalidOperationException("No license was found.");
}
