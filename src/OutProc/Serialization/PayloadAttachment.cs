using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <summary>Something of the operating system's that travels beside a payload.</summary>
/// <param name="Ticket">What the payload calls it.</param>
/// <param name="Handle">What it is.</param>
internal readonly record struct PayloadAttachment(long Ticket, SafeHandle Handle);
