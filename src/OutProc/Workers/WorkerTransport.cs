namespace OutProc.Workers;

/// <summary>How the calls of a worker process travel.</summary>
public enum WorkerTransport
{
    /// <summary>Shared memory where the system has it, sockets otherwise; one log record says so when it has not.</summary>
    Auto,

    /// <summary>Byte rings in memory that host and worker share. A worker does not start where there is none.</summary>
    SharedMemory,

    /// <summary>A pair of sockets.</summary>
    Socket,
}
