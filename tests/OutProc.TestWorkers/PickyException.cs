namespace OutProc.TestWorkers;

/// <summary>An exception that can be made and cannot be made again.</summary>
[RemoteException]
public sealed class PickyException(string message) : InvalidOperationException(message)
{
    private int _level;

    public int Level
    {
        get => _level;
        set => _level = value == 7 && Environment.GetEnvironmentVariable("OUTPROC_DEPTH") is null ? throw new NotSupportedException("not in the host") : value;
    }
}
