namespace WontCompile;

/// <summary>Maps a function over numbers.</summary>
[RemoteWorker]
public sealed class Calculator
{
    /// <summary>The function is code of another process.</summary>
    public int[] Map(Func<int, int> f, int[] values) => [.. values.Select(f)];
}

/// <summary>"PicklingError: Can't pickle &lt;type 'function'&gt;": a function defined inside a method.</summary>
public sealed class Calculate(ICalculator pool)
{
    /// <summary>Squares three numbers.</summary>
    public ValueTask<int[]> RunAsync()
    {
        static int F(int x) => x * x;

        return pool.MapAsync(F, [1, 2, 3]);
    }
}
