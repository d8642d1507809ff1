using System.Diagnostics;
using OutProc.Diagnostics;

namespace OutProc.Rpc;

/// <summary>What the instruments want to know of one call. Belongs to the call's object and is used again with it.</summary>
internal sealed class CallMeasure
{
    private long _started;
    private long _ended;
    private long _waiting;
    private long _waited;

    public void Begin()
    {
        _started = Stopwatch.GetTimestamp();
        _ended = 0;
        _waiting = 0;
        _waited = 0;
    }

    /// <summary>The call has no worker from now on.</summary>
    public void Wait() => _waiting = Stopwatch.GetTimestamp();

    /// <summary>The call has one.</summary>
    public void Run()
    {
        if (_waiting != 0)
        {
            _waited += Stopwatch.GetTimestamp() - _waiting;
            _waiting = 0;
        }
    }

    /// <summary>The call is over, whoever takes its result and whenever.</summary>
    public void End()
    {
        Run();
        _ended = Stopwatch.GetTimestamp();
    }

    /// <summary>Tells the instruments. Their listeners are user code: no role may be held.</summary>
    public void Record(string contract, string method, int requestBytes, int? answerBytes, Exception? error)
    {
        var contractTag = new KeyValuePair<string, object?>(OutProcMetrics.ContractTag, contract);
        var methodTag = new KeyValuePair<string, object?>(OutProcMetrics.MethodTag, method);
        var tags = new TagList { contractTag, methodTag };
        if (requestBytes > 0)
        {
            OutProcMetrics.PayloadBytes.Record(requestBytes, contractTag, methodTag, new(OutProcMetrics.DirectionTag, "request"));
        }

        if (answerBytes is { } bytes)
        {
            OutProcMetrics.PayloadBytes.Record(bytes, contractTag, methodTag, new(OutProcMetrics.DirectionTag, "response"));
        }

        OutProcMetrics.QueueDuration.Record(_waited / (double)Stopwatch.Frequency, tags);
        if (error is not null)
        {
            tags.Add(OutProcMetrics.ErrorTag, error.GetType().FullName);
        }

        OutProcMetrics.CallDuration.Record((_ended - _started) / (double)Stopwatch.Frequency, tags);
    }
}
