using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OutProc.Pools;

namespace OutProc.Hosting;

/// <summary>
/// Tells how the worker pools of a container are. Registered by <c>AddOutProc</c>; made known by
/// <c>services.AddHealthChecks().AddCheck&lt;OutProcHealthCheck&gt;("workers")</c>.
/// </summary>
/// <remarks>
/// Unhealthy: a pool is faulted and has no worker left, so that its calls fail. Degraded: a pool is faulted but has workers, or waits before it starts
/// another worker because the last one failed. The data say of each pool what it has and what it does; a long call is no illness.
/// </remarks>
[CLSCompliant(false)]
public sealed class OutProcHealthCheck : IHealthCheck
{
    private readonly IHostedPool[] _pools;

    internal OutProcHealthCheck(IEnumerable<IHostedPool> pools) => _pools = [.. pools];

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var worst = HealthStatus.Healthy;
        var troubles = new List<string>();
        Exception? fault = null;
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (IHostedPool pool in _pools)
        {
            if (pool.GetHealth() is not { } health)
            {
                continue;
            }

            data[health.Contract] = Describe(health);
            (HealthStatus status, string? trouble) = Judge(health);
            fault ??= health.Fault;
            worst = status < worst ? status : worst;
            if (trouble is not null)
            {
                troubles.Add(trouble);
            }
        }

        string description = troubles.Count == 0 ? $"{data.Count} worker pools in use." : string.Join(' ', troubles);
        return Task.FromResult(new HealthCheckResult(
            worst == HealthStatus.Unhealthy ? context.Registration.FailureStatus : worst, description, fault, data));
    }

    private static (HealthStatus Status, string? Trouble) Judge(PoolHealth health) => health switch
    {
        { Fault: { } fault, Workers: 0 } => (HealthStatus.Unhealthy, fault.Message),
        { Fault: { } fault } => (HealthStatus.Degraded, fault.Message),
        _ when health.StartDelay > TimeSpan.Zero =>
            (HealthStatus.Degraded, $"The pool of '{health.Contract}' waits before it starts another worker, because the last one failed."),
        _ => (HealthStatus.Healthy, null),
    };

    private static string Describe(PoolHealth health)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{health.Workers} workers, {health.Busy} busy");
        return health.LongestCall is var (method, elapsed)
            ? string.Create(CultureInfo.InvariantCulture, $"{text}, longest call: {method} for {elapsed.TotalSeconds:0.0} s")
            : text;
    }
}
