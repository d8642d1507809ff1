using System.Diagnostics;
using OutProc.Contracts;

namespace OutProc.TestWorkers;

/// <summary>Says which span its methods run in.</summary>
[RemoteWorker]
public sealed class Tracer : IDisposable
{
    private ActivityListener? _listener;

    /// <summary>Has spans made in this process, as an exporter would.</summary>
    public void Listen()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "OutProc",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public string? Span() => Describe();

    public async Task<string?> SpanLaterAsync()
    {
        await Task.Yield();
        return Describe();
    }

    public void Dispose() => _listener?.Dispose();

    private static string? Describe()
        => Activity.Current is { } span ? $"{span.Kind} {span.DisplayName} in {span.TraceId} under {span.ParentSpanId}" : null;
}
