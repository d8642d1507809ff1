namespace OutProc.Diagnostics;

/// <summary>A pool as the instruments see it.</summary>
internal interface IMeasuredPool
{
    /// <summary>The full name of the contract.</summary>
    string ContractName { get; }

    /// <summary>Counts. Called by whoever collects measurements; takes a lock for a moment.</summary>
    PoolMeasure Measure();
}
