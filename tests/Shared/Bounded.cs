namespace OutProc.Testing.Shared;

/// <summary>Bounds every await of a test: a hang is a failure that says where, not a stuck run.</summary>
internal static class Bounded
{
    /// <summary>Long enough for a loaded two-core machine to start many processes; no test waits for it when all is well.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(60);

    public static Task DefaultTimeout(this Task task) => task.WaitAsync(Limit);

    public static Task<T> DefaultTimeout<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static Task DefaultTimeout(this ValueTask task) => task.AsTask().WaitAsync(Limit);

    public static Task<T> DefaultTimeout<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Limit);
}
