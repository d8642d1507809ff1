using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OutProc.Protocol;

/// <summary>The span that a call belongs to, in front of the arguments of a frame with the trace flag. What W3C calls traceparent, as 25 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct TraceContext
{
    public const int Size = 25;

    private TraceBytes _trace;
    private SpanBytes _span;
    private byte _flags;

    public static TraceContext Of(Activity activity)
    {
        var context = new TraceContext { _flags = (byte)activity.ActivityTraceFlags };
        activity.TraceId.CopyTo(context._trace);
        activity.SpanId.CopyTo(context._span);
        return context;
    }

    public readonly ActivityContext ToActivityContext() => new(
        ActivityTraceId.CreateFromBytes(_trace), ActivitySpanId.CreateFromBytes(_span), (ActivityTraceFlags)_flags, isRemote: true);

    [InlineArray(16)]
    private struct TraceBytes
    {
        private byte _first;
    }

    [InlineArray(8)]
    private struct SpanBytes
    {
        private byte _first;
    }
}
