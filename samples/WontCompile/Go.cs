namespace WontCompile;

/// <summary>Has the method.</summary>
public sealed class Go
{
    private readonly List<int> _seen = [];

    /// <summary>Prints "end" and its argument.</summary>
    public void Run(int args)
    {
        _seen.Add(args);
        Console.WriteLine($"end {args}");
    }
}

/// <summary>Applies a function.</summary>
[RemoteWorker]
public sealed class Applier
{
    /// <summary>The function is bound to an object of another process.</summary>
    public void Apply(Action<int> run, int args) => run(args);
}

/// <summary>"PicklingError: Can't pickle &lt;type 'instancemethod'&gt;": a method bound to its object.</summary>
public sealed class Program(IApplier pool)
{
    /// <summary>Runs it in another process.</summary>
    public ValueTask RunAsync() => pool.ApplyAsync(new Go().Run, 60);
}
