using System.Diagnostics;

namespace OutProc.Compare.Measuring;

/// <summary>Takes the time of each call of a loop without allocating. For one caller.</summary>
internal sealed class LatencyRecorder
{
    private readonly long[] _ticks;
    private long _start;
    private long _last;

    /// <param name="capacity">How many calls are kept; further ones only count for the mean.</param>
    public LatencyRecorder(int capacity)
    {
        _ticks = new long[capacity];

        // Touched now, so that no page has to be found for it within a measured call.
        _ticks.AsSpan().Fill(1);
    }

    /// <summary>The calls since <see cref="Begin"/>.</summary>
    public long Calls { get; private set; }

    /// <summary>The time from <see cref="Begin"/> to the last <see cref="Mark"/>.</summary>
    public long ElapsedTicks => _last - _start;

    /// <summary>The time of each call, as far as kept.</summary>
    public ReadOnlySpan<long> Latencies => _ticks.AsSpan(0, (int)Math.Min(Calls, _ticks.Length));

    public void Begin()
    {
        Calls = 0;
        _start = _last = Stopwatch.GetTimestamp();
    }

    /// <summary>A call has ended, and the next begins.</summary>
    public void Mark()
    {
        long now = Stopwatch.GetTimestamp();
        if (Calls < _ticks.Length)
        {
            _ticks[Calls] = now - _last;
        }

        Calls++;
        _last = now;
    }
}
