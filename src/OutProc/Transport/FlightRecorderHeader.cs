using System.Runtime.InteropServices;

namespace OutProc.Transport;

/// <summary>The words of a <see cref="FlightRecorder"/> in front of its records.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FlightRecorderHeader
{
    /// <summary>How many calls were started.</summary>
    public long Count;

    /// <summary>The seal of <see cref="Count"/>.</summary>
    public long CountCheck;

    /// <summary>The highest id among them. Ids are given in the order of sending.</summary>
    public long Highest;

    /// <summary>The seal of <see cref="Highest"/>. Memory that somebody filled at random, zeroes included, does not pass for a record.</summary>
    public long Check;
}
