using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OutProc.Diagnostics;

namespace OutProc.Tests.Diagnostics;

/// <summary>Listens to what the instruments say of one contract.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _seen = new();
    private readonly string _contract;

    public Measurements(string contract)
    {
        _contract = contract;
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == OutProcMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was measured by one instrument so far, in order.</summary>
    public List<(double Value, Dictionary<string, object?> Tags)> Of(string instrument)
        => [.. _seen.Where(entry => entry.Instrument == instrument).Select(static entry => (entry.Value, entry.Tags))];

    /// <summary>What an observed instrument says now; <c>null</c> for nothing.</summary>
    public double? Now(string instrument)
    {
        _seen.Clear();
        _listener.RecordObservableInstruments();
        return Of(instrument) is [var (value, _)] ? value : null;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var all = new Dictionary<string, object?>(tags.ToArray());
        if (all[OutProcMetrics.ContractTag] is string contract && contract == _contract)
        {
            _seen.Enqueue((instrument.Name, value, all));
        }
    }
}
