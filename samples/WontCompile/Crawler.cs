namespace WontCompile;

/// <summary>Gets the whole graph.</summary>
[RemoteWorker]
public sealed class Crawler
{
    /// <summary>Runs one job.</summary>
    public int Run(Job job) => job.Url.Length;
}

/// <summary>The caller compiles: the worker's interface is there, and the errors are those that matter.</summary>
public sealed class Page(ICrawler crawler)
{
    /// <summary>Loads one page.</summary>
    public ValueTask<int> LoadAsync(Job job) => crawler.RunAsync(job);
}
