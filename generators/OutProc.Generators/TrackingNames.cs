namespace OutProc.Generators;

/// <summary>The names of the pipeline's steps, by which tests see what an edit makes run again.</summary>
internal static class TrackingNames
{
    /// <summary>One class with <c>[RemoteWorker]</c>, parsed.</summary>
    public const string Workers = nameof(Workers);

    /// <summary>One class with <c>[RemoteWorker&lt;TContract&gt;]</c>, parsed.</summary>
    public const string BoundWorkers = nameof(BoundWorkers);

    /// <summary>One <c>[RemoteContract]</c> interface, parsed.</summary>
    public const string DeclaredContracts = nameof(DeclaredContracts);

    /// <summary>One type marked as data, with the formatters it needs.</summary>
    public const string DataTypes = nameof(DataTypes);

    /// <summary>The contract interface of a worker.</summary>
    public const string Contracts = nameof(Contracts);

    /// <summary>Proxy, dispatcher and payloads of a worker whose contract is sound.</summary>
    public const string Implementations = nameof(Implementations);

    /// <summary>What the analyzers have to report for the generator.</summary>
    public const string Notes = nameof(Notes);

    /// <summary>The formatters of all workers together, each once.</summary>
    public const string AllFormatters = nameof(AllFormatters);

    /// <summary>One formatter.</summary>
    public const string Formatters = nameof(Formatters);

    /// <summary>One exception class.</summary>
    public const string Exceptions = nameof(Exceptions);

    /// <summary>One place that names a shared queue, map or the like, with the types of its items.</summary>
    public const string SharedItems = nameof(SharedItems);

    /// <summary>The types of the items of all shared resources, each once.</summary>
    public const string AllSharedItems = nameof(AllSharedItems);

    /// <summary>Every step.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Workers, BoundWorkers, DeclaredContracts, DataTypes, Contracts, Implementations, Notes, AllFormatters, Formatters, Exceptions,
        SharedItems, AllSharedItems,
    ];
}
