namespace OutProc.Generators;

/// <summary>The names of the pipeline's steps, by which tests see what an edit makes run again.</summary>
internal static class TrackingNames
{
    /// <summary>One worker class, parsed.</summary>
    public const string Workers = nameof(Workers);

    /// <summary>The contract interface of a worker.</summary>
    public const string Contracts = nameof(Contracts);

    /// <summary>Proxy, dispatcher and payloads of a worker whose contract is sound.</summary>
    public const string Implementations = nameof(Implementations);

    /// <summary>The formatters of all workers together, each once.</summary>
    public const string AllFormatters = nameof(AllFormatters);

    /// <summary>One formatter.</summary>
    public const string Formatters = nameof(Formatters);

    /// <summary>Every step.</summary>
    public static IReadOnlyList<string> All { get; } = [Workers, Contracts, Implementations, AllFormatters, Formatters];
}
