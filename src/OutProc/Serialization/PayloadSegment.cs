using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <summary>Bytes of a payload that lie in an array of their own.</summary>
/// <param name="Position">How many of the payload's inline bytes come before them.</param>
/// <param name="Owner">An array of values without references.</param>
/// <param name="Offset">Where they begin in the array, in bytes.</param>
/// <param name="Length">How many bytes there are; at least one.</param>
internal readonly record struct PayloadSegment(int Position, Array Owner, int Offset, int Length)
{
    public Span<byte> Bytes
        => MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Owner), Offset), Length);
}
