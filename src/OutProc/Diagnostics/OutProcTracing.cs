using System.Diagnostics;

namespace OutProc.Diagnostics;

/// <summary>
/// The spans of <c>ActivitySource "OutProc"</c>: one for a call in the host, one for its run in the worker. Made only for listeners.
/// </summary>
/// <remarks>Names and tags follow the semantic conventions of OpenTelemetry for remote procedure calls.</remarks>
internal static class OutProcTracing
{
    public const string SourceName = "OutProc";

    private static readonly ActivitySource s_source = new(SourceName, typeof(OutProcTracing).Assembly.GetName().Version?.ToString(3));

    /// <summary>Starts the span of a call, which is nobody's current one: the caller goes on while the call runs.</summary>
    /// <returns><c>null</c> when nobody listens.</returns>
    public static Activity? StartCall(string contract, string method)
    {
        if (!s_source.HasListeners())
        {
            return null;
        }

        Activity? current = Activity.Current;
        Activity? span = Start(ActivityKind.Client, contract, method, default);
        Activity.Current = current;
        return span;
    }

    /// <summary>Starts the span of a method's run, current from here on in the method.</summary>
    /// <returns><c>null</c> when nobody listens in this process.</returns>
    public static Activity? StartRun(string contract, string method, ActivityContext caller)
        => s_source.HasListeners() ? Start(ActivityKind.Server, contract, method, caller) : null;

    /// <summary>Ends a span. Its listeners are user code: no role may be held.</summary>
    public static void End(Activity span, Exception? error)
    {
        if (error is not null)
        {
            span.SetStatus(ActivityStatusCode.Error, error.Message);
            span.SetTag(OutProcMetrics.ErrorTag, error.GetType().FullName);
        }

        // Stopping makes the parent current, wherever this is.
        Activity? current = Activity.Current;
        span.Stop();
        if (current != span)
        {
            Activity.Current = current;
        }
    }

    private static Activity? Start(ActivityKind kind, string contract, string method, ActivityContext parent)
    {
        Activity? span = s_source.StartActivity($"{contract}/{method}", kind, parent);
        span?.SetTag("rpc.system", "outproc");
        span?.SetTag("rpc.service", contract);
        span?.SetTag("rpc.method", method);
        return span;
    }
}
