using OutProc.StrictWorkers.Data;

namespace OutProc.StrictWorkers.Workers;

/// <summary>A declared contract.</summary>
[RemoteContract]
public partial interface ILedger
{
    /// <summary>Adds an amount.</summary>
    /// <param name="document">For what.</param>
    /// <param name="amount">How much.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The sum.</returns>
    Task<decimal> AddAsync(Document document, decimal amount, CancellationToken cancellationToken = default);

    /// <summary>Begins again.</summary>
    /// <returns>When it is done.</returns>
    ValueTask ClearAsync();
}
