using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <content>
/// Large arrays that were received as arrays of their own. One that is what the value asks for becomes the value; a hostile or unlucky cut costs
/// a copy of the message and nothing else.
/// </content>
public ref partial struct PayloadReader
{
    /// <summary>Takes the segment that begins here as an array, if it is exactly that.</summary>
    private T[]? TakeSegment<T>(int count)
    {
        if (!TryFindSegment(count * (long)Unsafe.SizeOf<T>(), out PayloadSegment segment)
            || segment.Owner.GetType() != typeof(T[]) || segment.Owner.Length != count)
        {
            return null;
        }

        PassSegment(segment);
        return Unsafe.As<T[]>(segment.Owner);
    }

    /// <summary>Copies the segment that begins here, if it is as long as that.</summary>
    private bool TryCopySegment(ref byte target, int size)
    {
        if (!TryFindSegment(size, out PayloadSegment segment))
        {
            return false;
        }

        segment.Bytes.CopyTo(MemoryMarshal.CreateSpan(ref target, size));
        PassSegment(segment);
        return true;
    }

    private readonly bool TryFindSegment(long size, out PayloadSegment segment)
    {
        if (_segmented is null || _position != _span.Length)
        {
            segment = default;
            return false;
        }

        segment = _segmented.Segments[_nextSegment];
        return segment.Length == size;
    }

    private void PassSegment(in PayloadSegment segment)
    {
        _passed += segment.Length;
        _nextSegment++;
        ReadOnlySpan<PayloadSegment> segments = _segmented!.Segments;
        _span = _segmented.InlineSpan;
        if (_nextSegment < segments.Length)
        {
            _span = _span[..segments[_nextSegment].Position];
        }
        else
        {
            _segmented = null;
        }
    }

    /// <summary>Goes on where the next bytes are not all in one piece: makes them one.</summary>
    /// <returns>The position.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Join(int size)
    {
        if (_segmented is null || size > Remaining)
        {
            ThrowTooShort(size);
        }

        _position = Consumed;
        _passed = 0;
        _span = _segmented!.WrittenSpan;
        _segmented = null;
        return _position;
    }
}
