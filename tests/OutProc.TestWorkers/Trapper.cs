namespace OutProc.TestWorkers;

/// <summary>Gets, runs and gives what springs.</summary>
[RemoteWorker]
public sealed class Trapper
{
    public Trapper() => Trap.IsArmed = true;

    public int Take(Trap trap) => trap.OnRead.Length;

    public int Run(string what)
    {
        Trap.Spring(what);
        return what.Length;
    }

    public Trap Give(string what) => new() { WhenWritten = what };
}
