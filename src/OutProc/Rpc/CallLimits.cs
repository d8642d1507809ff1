using OutProc.CompilerServices;

namespace OutProc.Rpc;

/// <summary>How long the calls of a router may wait and run.</summary>
/// <param name="Queue">How long a call may wait for a worker.</param>
/// <param name="Run">How long a worker may have a call, unless its method says otherwise.</param>
internal sealed record CallLimits(TimeSpan Queue, TimeSpan Run)
{
    public static CallLimits None { get; } = new(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>How long a worker may have a call of the method.</summary>
    public static TimeSpan RunLimitOf(MethodDescriptor method, TimeSpan general) => method.TimeoutMilliseconds switch
    {
        0 => general,
        < 0 => Timeout.InfiniteTimeSpan,
        int milliseconds => TimeSpan.FromMilliseconds(milliseconds),
    };
}
