namespace OutProc.Chaos.Calls;

/// <summary>A pool under attack.</summary>
internal interface IVictimPool : IAsyncDisposable
{
    string Name { get; }

    IVictimCalls Calls { get; }

    /// <summary>The processes of the workers, now.</summary>
    IReadOnlyList<int> ProcessIds { get; }

    /// <summary>Lets a pool that has given up try again.</summary>
    Task ResetAsync();
}
