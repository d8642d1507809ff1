using OutProc.StrictWorkers.Data;

namespace OutProc.StrictWorkers.Workers;

/// <summary>Takes data of every form. It holds something, and has to be disposed of.</summary>
[RemoteWorker(Contract = "IArchive", Concurrency = WorkerConcurrency.Concurrent)]
internal sealed class Archive : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Stores documents by their names.</summary>
    public Task<IReadOnlyDictionary<string, Document>> StoreAsync(IReadOnlyList<Document> documents, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyDictionary<string, Document>>(documents.ToDictionary(document => document.Title));
    }

#pragma warning disable CA1814 // A grid has a formatter of its own.
    public Shape? Largest(HashSet<Shape> shapes, (int Least, string? Name) limit, int[,] grid)
        => shapes.FirstOrDefault(shape => shape.Name == limit.Name && grid.Length >= limit.Least);
#pragma warning restore CA1814

    public Settings Merge(Settings settings, Secret<string>? secret, Node? node, params string[] keys)
        => new() { Name = settings.Name + secret + node?.Value + keys.Length };


    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        _gate.Dispose();
    }
}
