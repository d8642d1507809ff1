namespace OutProc.Pools;

/// <summary>Where the workers of a pool run.</summary>
public enum ExecutionMode
{
    /// <summary>In processes of their own.</summary>
    Process = 0,

    /// <summary>
    /// In this process, each on a thread of its own: the same proxy, payloads, gate and limits, for tests and debugging. Crashes, exits, the
    /// environment and statics are not isolated.
    /// </summary>
    InProcess = 1,
}
