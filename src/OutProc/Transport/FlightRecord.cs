using System.Runtime.InteropServices;

namespace OutProc.Transport;

/// <summary>One started call in a <see cref="FlightRecorder"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FlightRecord
{
    public long CallId;

    /// <summary>In ticks of <see cref="Environment.TickCount64"/>.</summary>
    public long StartedAt;
}
