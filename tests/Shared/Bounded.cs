namespace OutProc.Testing.Shared;

/// <summary>Bounds every await of a test: a hang is a failure that says where, not a stuck run.</summary>
internal static class Bounded
{
    /// <summary>Long enough for a loaded two-core machine to start many processes; no test waits for it when all is well.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    public static Task DefaultTimeout(this Task task) => task.WaitAsync(s_limit);

    public static Task<T> DefaultTimeout<T>(this Task<T> task) => task.WaitAsync(s_limit);

    public static Task DefaultTimeout(this ValueTask task) => task.AsTask().WaitAsync(s_limit);

    public static Task<T> DefaultTimeout<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(s_limit);
}
