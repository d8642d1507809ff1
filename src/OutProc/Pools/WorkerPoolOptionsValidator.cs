using System.Globalization;
using Microsoft.Extensions.Options;
using OutProc.Rpc;
using OutProc.Workers;

namespace OutProc.Pools;

/// <summary>Checks the options of a pool before it is created. Each message names the option, the value and what is allowed.</summary>
internal sealed partial class WorkerPoolOptionsValidator : IValidateOptions<WorkerPoolOptions>
{
    private const int MinMessageBytes = 1 << 10;
    private const int MaxPayloadDepth = 1000;

    /// <summary>A slot is an object per worker; more processes than this on one machine are a slip of the pen.</summary>
    private const int MaxWorkers = 4096;

    // Timers take at most 2^31 milliseconds, which is a little more.
    private static readonly TimeSpan s_maxTimeout = TimeSpan.FromDays(24);
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(1);

    /// <summary>Throws unless all options are within their ranges.</summary>
    /// <exception cref="OptionsValidationException">One message for each option that is not.</exception>
    public static void ThrowIfInvalid(string contractName, WorkerPoolOptions options)
    {
        List<string> failures = FindFailures(options);
        if (failures.Count > 0)
        {
            throw new OptionsValidationException(contractName, typeof(WorkerPoolOptions), failures);
        }
    }

    public ValidateOptionsResult Validate(string? name, WorkerPoolOptions options)
    {
        List<string> failures = FindFailures(options);
        return failures.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(failures.ConvertAll(failure => $"Worker pool of {name}: {failure}"));
    }

    private static List<string> FindFailures(WorkerPoolOptions options)
    {
        var failures = new List<string>();
        if (!Enum.IsDefined(options.Mode))
        {
            failures.Add($"Mode is {(int)options.Mode}; allowed are {nameof(ExecutionMode.Process)} and {nameof(ExecutionMode.InProcess)}.");
        }

        PoolOptions pool = options.Pool;
        Range("Pool.MaxWorkers", pool.MaxWorkers, 1, MaxWorkers);
        Range("Pool.MinWorkers", pool.MinWorkers, 0, Math.Max(0, pool.MaxWorkers), " (Pool.MaxWorkers)");
        Range("Pool.Prefetch", pool.Prefetch, 0, ushort.MaxValue);
        Range("Pool.MaxConcurrencyPerWorker", pool.MaxConcurrencyPerWorker, 1, ushort.MaxValue);
        Range("Pool.MaxQueue", pool.MaxQueue, 1, int.MaxValue);

        Time("Pool.QueueTimeout", pool.QueueTimeout, allowZero: false);
        CheckRestart(options.Restart, failures);
        CheckRecycle(options.Recycle, failures);
        CheckLimits(options.Launch.Limits, failures);
        CheckHeartbeat(options.Heartbeat, failures);

        CallOptions calls = options.Calls;
        Time("Calls.Timeout", calls.Timeout, allowZero: false);
        Time("Calls.CancelGrace", calls.CancelGrace, allowZero: true);
        Range("Calls.MaxAttemptsIfIdempotent", calls.MaxAttemptsIfIdempotent, 1, 100);
        Range("Calls.MaxMessageBytes", calls.MaxMessageBytes, MinMessageBytes, Array.MaxLength);
        Range("Calls.MaxDepth", calls.MaxDepth, 1, MaxPayloadDepth);

        if (calls.SpinBudget < TimeSpan.Zero || calls.SpinBudget > CallOptions.MaxSpinBudget)
        {
            failures.Add($"Calls.SpinBudget is {calls.SpinBudget}; allowed is zero to {CallOptions.MaxSpinBudget}.");
        }

        LaunchOptions launch = options.Launch;
        if (!Enum.IsDefined(launch.Transport))
        {
            failures.Add($"Launch.Transport is {(int)launch.Transport}; allowed are {string.Join(", ", Enum.GetNames<WorkerTransport>())}.");
        }

        if (!Enum.IsDefined(launch.OnHostExit))
        {
            failures.Add($"Launch.OnHostExit is {(int)launch.OnHostExit}; allowed are {string.Join(", ", Enum.GetNames<HostExitBehavior>())}.");
        }

        Time("Launch.StartTimeout", launch.StartTimeout, allowZero: false);
        Time("Launch.ShutdownGrace", launch.ShutdownGrace, allowZero: true);
        Range("Launch.MaxDepth", launch.MaxDepth, 1, 64);
        if (!DebuggerVariable.IsValid(launch.Debug))
        {
            failures.Add($"The environment variable {DebuggerVariable.Name} is '{launch.Debug}'; "
                + "allowed are wait and launch, alone or with a worker: wait:Thumbnails.");
        }

        foreach ((string name, string? value) in launch.Environment)
        {
            // What execve cannot express would otherwise end up in another variable, or in none.
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value?.Contains('\0', StringComparison.Ordinal) == true)
            {
                failures.Add($"Launch.Environment has the variable '{name}'; "
                    + "names must not be empty or hold '=' and neither names nor values a null character.");
            }
        }

        return failures;

        void Range(string option, int value, int min, int max, string maxNote = "")
        {
            if (value < min || value > max)
            {
                failures.Add(string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; allowed is {min} to {max}{maxNote}."));
            }
        }

        void Time(string option, TimeSpan value, bool allowZero)
        {
            bool valid = value == Timeout.InfiniteTimeSpan || (value >= TimeSpan.Zero && value <= s_maxTimeout && (allowZero || value != TimeSpan.Zero));
            if (!valid)
            {
                failures.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{option} is {value}; allowed is {(allowZero ? "zero" : "more than zero")} to {s_maxTimeout.TotalDays:0} days, or Timeout.InfiniteTimeSpan."));
            }
        }
    }
}
