using System.Runtime.InteropServices;

namespace OutProc.Transport;

/// <summary>One started call in a <see cref="FlightRecorder"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FlightRecord
{
    public long CallId;

    /// <summary>In ticks of <see cref="Environment.TickCount64"/>.</summary>
    public long StartedAt;

    /// <summary>The seal of <see cref="CallId"/>, and 0 in a record that was never written.</summary>
    public long Check;
}
