using OutProc.StrictWorkers.Data;

namespace OutProc.StrictWorkers.Workers;

/// <summary>The worker of a declared contract.</summary>
[RemoteWorker<ILedger>]
public sealed class Ledger : ILedger
{
    private decimal _sum;

    /// <inheritdoc/>
    public Task<decimal> AddAsync(Document document, decimal amount, CancellationToken cancellationToken = default)
        => Task.FromResult(_sum += amount);

    /// <inheritdoc/>
    public ValueTask ClearAsync()
    {
        _sum = 0;
        return ValueTask.CompletedTask;
    }
}
