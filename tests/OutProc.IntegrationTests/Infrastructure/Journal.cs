namespace OutProc.IntegrationTests.Infrastructure;

/// <summary>A service of the worker process that the startup of this assembly registers.</summary>
internal sealed class Journal : IDisposable
{
    private readonly List<string> _entries = [];

    public string Add(string entry)
    {
        _entries.Add(entry);
        return string.Join(",", _entries);
    }

    public void Dispose() => _entries.Clear();
}
