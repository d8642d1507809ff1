namespace OutProc.Workers;

/// <summary>What each worker process may use at most. Nothing is limited by default. Not used in process.</summary>
public sealed class LimitOptions
{
    /// <summary>The most processors a machine can have, as far as masks of the kernel go.</summary>
    internal const int MaxProcessors = 1024;

    /// <summary>The most bytes the garbage-collected heap may take. Beyond it, allocations throw <see cref="OutOfMemoryException"/>.</summary>
    /// <value>The default is <c>null</c>: what the runtime decides. Must be at least 16 MiB. Becomes <c>DOTNET_GCHeapHardLimit</c>.</value>
    public long? GcHeapHardLimit { get; set; }

    /// <summary>
    /// The most bytes of private writable memory the process may have, whoever allocates it (<c>RLIMIT_DATA</c>): the heap, native libraries, the
    /// runtime. A hard stop beside <see cref="GcHeapHardLimit"/>: the runtime may end the process when it gets no memory itself.
    /// </summary>
    /// <value>The default is <c>null</c>: no limit but the host's. Must be at least 64 MiB.</value>
    public long? DataBytes { get; set; }

    /// <summary>How many files, sockets and pipes the process may have open (<c>RLIMIT_NOFILE</c>).</summary>
    /// <value>The default is <c>null</c>: as many as the host. Must be at least 64.</value>
    public int? OpenFiles { get; set; }

    /// <summary>The nice value of the process, from -20 to 19: the higher, the more it gives way. Lower than the host's needs a privilege.</summary>
    /// <value>The default is <c>null</c>: the host's.</value>
    public int? Nice { get; set; }

    /// <summary>The numbers of the processors the process may run on. <see cref="Environment.ProcessorCount"/> of the worker follows.</summary>
    /// <value>The default is <c>null</c>: those of the host.</value>
    public IReadOnlyCollection<int>? Processors { get; set; }
}
