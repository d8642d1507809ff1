namespace OutProc.Benchmarks.Calls;

/// <summary>Two numbers there, one back: what is measured is the way.</summary>
[RemoteWorker]
public sealed class Adder
{
    public int Add(int left, int right) => left + right;

    /// <summary>Not complete when the worker first looks.</summary>
    public async Task<int> AddLaterAsync(int left, int right)
    {
        await Task.Yield();
        return left + right;
    }
}
