namespace OutProc.Contracts;

/// <summary>Why a worker could not be started.</summary>
public enum WorkerStartFailure
{
    /// <summary>The runtime, the runtime host or the worker's assembly was not found. The message names each path tried.</summary>
    FileNotFound = 0,

    /// <summary>The operating system refused to start the process.</summary>
    SpawnFailed = 1,

    /// <summary>The process ended before it was ready.</summary>
    ExitedEarly = 2,

    /// <summary>The process did not become ready within the start timeout.</summary>
    Timeout = 3,

    /// <summary>The worker's startup, its constructor or its <c>InitializeAsync</c> threw. The inner exception carries the remote stack.</summary>
    StartupThrew = 4,

    /// <summary>The worker was built from another version of the contract.</summary>
    ContractMismatch = 5,

    /// <summary>A worker process tried to start workers of its own beyond the allowed depth.</summary>
    DepthExceeded = 6,

    /// <summary>The worker process sent something that is not the protocol.</summary>
    ProtocolViolation = 7,
}
