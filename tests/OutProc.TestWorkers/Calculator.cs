namespace OutProc.TestWorkers;

/// <summary>The smallest worker: values in, a value out.</summary>
[RemoteWorker]
public sealed class Calculator
{
    private int _count;

    /// <summary>Adds two numbers.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    /// <returns>Their sum.</returns>
    public int Add(int left, int right) => checked(left + right);

    /// <summary>Adds two numbers.</summary>
    public double Add(double left, double right) => left + right;

    public async Task<int> AddLaterAsync(int left, int right, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return Add(left, right);
    }

    public int Increment() => ++_count;

    public void Reset() => _count = 0;

    public string Concat(string left, string? right = null) => left + right;

    public double Divide(int left, int right) => right == 0 ? throw new DivideByZeroException($"{left} / 0") : (double)left / right;

    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken);

    /// <summary>The bytes that this process has allocated so far.</summary>
    public long AllocatedBytes() => GC.GetTotalAllocatedBytes(precise: true);

    public int ProcessId() => Environment.ProcessId;
}
