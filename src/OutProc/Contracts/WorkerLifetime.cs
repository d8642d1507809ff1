namespace OutProc.Contracts;

/// <summary>How long an instance of a worker class lives.</summary>
public enum WorkerLifetime
{
    /// <summary>As long as its process: one instance serves all calls that reach it.</summary>
    Process = 0,

    /// <summary>
    /// As long as its caller wants: one instance for each session that a caller opens. This version reports workers that ask for it
    /// (OP0316); sessions come with a later one.
    /// </summary>
    Session = 1,
}
