using System.Reflection;
using ContractFirst.Contract;
using Microsoft.Extensions.Logging;

namespace ContractFirst.Worker;

/// <summary>An inverted index in memory. Nobody but the worker process has this assembly.</summary>
[RemoteWorker<ITextIndex>]
internal sealed partial class TextIndex(ILogger<TextIndex> log) : ITextIndex
{
    private readonly Dictionary<string, Dictionary<string, int>> _words = new(StringComparer.OrdinalIgnoreCase);

    public ValueTask<int> AddAsync(Document document, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string word in Split(document.Text))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_words.TryGetValue(word, out Dictionary<string, int>? titles))
            {
                _words.Add(word, titles = []);
            }

            titles[document.Title] = titles.GetValueOrDefault(document.Title) + 1;
            seen.Add(word);
        }

        LogAdded(document.Title, seen.Count);
        return ValueTask.FromResult(seen.Count);
    }

    public ValueTask<IReadOnlyList<Hit>> FindAsync(string query, int limit, CancellationToken cancellationToken)
    {
        Dictionary<string, int>? hits = null;
        foreach (string word in Split(query))
        {
            Dictionary<string, int> titles = _words.GetValueOrDefault(word) ?? [];
            hits = hits is null
                ? new(titles)
                : hits.Where(hit => titles.ContainsKey(hit.Key)).ToDictionary(hit => hit.Key, hit => hit.Value + titles[hit.Key]);
        }

        IReadOnlyList<Hit> found =
        [
            .. (hits ?? [])
                .Select(hit => new Hit(hit.Key, hit.Value))
                .OrderByDescending(hit => hit.Count)
                .ThenBy(hit => hit.Title, StringComparer.Ordinal)
                .Take(limit),
        ];
        return ValueTask.FromResult(found);
    }

    public ValueTask<(int ProcessId, string Assembly)> WhereAsync(CancellationToken cancellationToken)
        => ValueTask.FromResult((Environment.ProcessId, Assembly.GetEntryAssembly()?.GetName().Name ?? "unknown"));

    private static string[] Split(string text)
        => text.Split([' ', ',', '.', ';', ':', '!', '?', '\n'], StringSplitOptions.RemoveEmptyEntries);

    [LoggerMessage(LogLevel.Debug, "Added '{Title}' with {Count} words")]
    private partial void LogAdded(string title, int count);
}
