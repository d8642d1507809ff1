namespace OutProc.Chaos.Faults;

/// <summary>What the adversary does.</summary>
internal enum FaultKind
{
    /// <summary>SIGKILL.</summary>
    Kill,

    /// <summary>SIGSTOP, and SIGCONT some time later.</summary>
    Stop,

    /// <summary>Makes a worker end, in one of several ways.</summary>
    Die,

    /// <summary>Makes a worker flood its standard streams.</summary>
    Flood,

    /// <summary>Makes a worker overwrite the words of the shared rings.</summary>
    CorruptRings,

    /// <summary>Makes a worker write garbage to its sockets.</summary>
    CorruptFrames,

    /// <summary>Lets the host, for a moment, open nothing more.</summary>
    ExhaustHost,

    /// <summary>Lets a worker, for a moment, open nothing more.</summary>
    ExhaustWorker,
}
