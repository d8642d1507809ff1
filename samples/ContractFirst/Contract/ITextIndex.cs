namespace ContractFirst.Contract;

/// <summary>Finds the documents that contain words. All that a client has to know.</summary>
[RemoteContract]
public partial interface ITextIndex
{
    /// <summary>Adds a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The number of different words in it.</returns>
    ValueTask<int> AddAsync(Document document, CancellationToken cancellationToken = default);

    /// <summary>Finds the documents that contain all words of a query, those with the most of them first.</summary>
    /// <param name="query">The words.</param>
    /// <param name="limit">How many documents to return at most.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The documents.</returns>
    ValueTask<IReadOnlyList<Hit>> FindAsync(string query, int limit = 10, CancellationToken cancellationToken = default);

    /// <summary>Where the index is: the process it runs in and the assembly that is its own.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The process id and the name of the assembly.</returns>
    ValueTask<(int ProcessId, string Assembly)> WhereAsync(CancellationToken cancellationToken = default);
}
