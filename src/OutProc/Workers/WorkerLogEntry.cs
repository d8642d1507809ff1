using System.Collections;
using System.Globalization;
using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>The state of a relayed record: the worker's own values, and which worker it was.</summary>
internal sealed class WorkerLogEntry : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string TemplateKey = "{OriginalFormat}";

    private readonly List<KeyValuePair<string, object?>> _values;
    private readonly string _text;

    public WorkerLogEntry(LogMessage message, int workerId, int processId, long lost)
    {
        _text = lost == 0
            ? message.Text
            : string.Create(CultureInfo.InvariantCulture, $"{message.Text} ({lost} records before this one were lost: they came too fast.)");
        Exception = message.ExceptionText is { } exception ? new WorkerLoggedException(exception) : null;
        _values = new List<KeyValuePair<string, object?>>(message.State.Count + 3)
        {
            new("WorkerId", workerId),
            new("WorkerProcessId", processId),
        };
        if (message.CallId != 0)
        {
            _values.Add(new("CallId", message.CallId));
        }

        // The template comes last, where readers of structured records look for it.
        foreach ((string key, string? value) in message.State)
        {
            _values.Add(new(key, value));
        }

        if (_values[^1].Key != TemplateKey)
        {
            _values.Add(new(TemplateKey, message.Text));
        }
    }

    /// <summary>Stands for the exception that was logged in the worker, or <c>null</c>.</summary>
    public WorkerLoggedException? Exception { get; }

    public int Count => _values.Count;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    public override string ToString() => _text;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
