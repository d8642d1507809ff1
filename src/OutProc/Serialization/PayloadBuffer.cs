using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <summary>
/// Pooled private memory that one payload is written to or copied into. It has one owner at a time; the owner returns the memory by
/// <see cref="Dispose"/>, exactly once.
/// </summary>
/// <remarks>
/// A large array of the value is not copied in: it is referenced as a segment, which belongs between two of the inline bytes. A received segment is an
/// array of its own, which the reader may hand on as it is.
/// Not thread-safe: ownership is handed over, never shared. The objects themselves are pooled too, small ones together with their memory: a call
/// costs no allocation. A buffer is often rented by one thread and returned by another, hence a shared pool behind the one of each thread.
/// </remarks>
internal sealed class PayloadBuffer : IDisposable
{
    private const int InitialCapacity = 256;

    /// <summary>What an idle buffer may hold. Larger memory goes back to the pool of arrays, where others can use it.</summary>
    private const int MaxIdleCapacity = 16 << 10;

    private const int MaxShared = 128;

    private static readonly ConcurrentQueue<PayloadBuffer> s_shared = new();

    [ThreadStatic]
    private static PayloadBuffer? s_own;

    private byte[] _array = [];
    private int _length;
    private int _outside;
    private List<PayloadSegment>? _segments;
    private List<PayloadAttachment>? _attachments;
    private bool _isOwned = true;

    private PayloadBuffer()
    {
    }

    /// <summary>Gives an empty buffer to the caller.</summary>
    /// <param name="capacity">The bytes it has room for, at least.</param>
    public static PayloadBuffer Rent(int capacity = InitialCapacity)
    {
        PayloadBuffer? buffer = s_own;
        if (buffer is not null)
        {
            s_own = null;
        }
        else if (!s_shared.TryDequeue(out buffer))
        {
            buffer = new PayloadBuffer();
        }

        buffer._isOwned = true;
        buffer.Reserve(capacity);
        return buffer;
    }

    /// <summary>The number of bytes that hold data, segments included.</summary>
    public int Length => _length + _outside;

    /// <summary>The number of bytes that hold data and lie in this buffer itself.</summary>
    public int InlineLength
    {
        get => _length;
        set
        {
            Debug.Assert((uint)value <= (uint)_array.Length, "The length lies within the rented array.");
            _length = value;
        }
    }

    /// <summary>The data that lies in this buffer itself.</summary>
    public ReadOnlySpan<byte> InlineSpan => _array.AsSpan(0, _length);

    /// <summary>What travels beside the data. Owned by the buffer.</summary>
    public ReadOnlySpan<PayloadAttachment> Attachments => CollectionsMarshal.AsSpan(_attachments);

    /// <summary>The data that lies elsewhere, in order.</summary>
    public ReadOnlySpan<PayloadSegment> Segments => CollectionsMarshal.AsSpan(_segments);

    /// <summary>All of the data. Copies the segments in, once; who can take them as they are does.</summary>
    public ReadOnlySpan<byte> WrittenSpan
    {
        get
        {
            Flatten();
            return _array.AsSpan(0, _length);
        }
    }

    public Span<byte> FullSpan => _array;

    public Memory<byte> FullMemory => _array;

    /// <summary>
    /// Makes room for at least <paramref name="sizeHint"/> more bytes after <paramref name="written"/>, keeping what was written.
    /// </summary>
    /// <returns>The whole memory.</returns>
    public Span<byte> Grow(int written, int sizeHint)
    {
        long wanted = Math.Max((long)written + sizeHint, _array.Length * 2L);
        if (wanted > Array.MaxLength)
        {
            wanted = Math.Max((long)written + sizeHint, Array.MaxLength);
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(checked((int)wanted));
        _array.AsSpan(0, written).CopyTo(larger);
        Free();
        _array = larger;
        return larger;
    }

    /// <summary>Makes room for <paramref name="size"/> bytes in all, keeping the data.</summary>
    public void Reserve(int size)
    {
        if (_array.Length < size)
        {
            Grow(_length, size - _length);
        }
    }

    /// <summary>Makes the buffer hold a copy of <paramref name="source"/>.</summary>
    public void CopyFrom(ReadOnlySpan<byte> source)
    {
        if (_array.Length < source.Length)
        {
            Grow(0, source.Length);
        }

        source.CopyTo(_array);
        _length = source.Length;
    }

    /// <summary>Makes bytes of an array a part of the data, without copying them.</summary>
    public void AddSegment(in PayloadSegment segment)
    {
        (_segments ??= []).Add(segment);
        _outside += segment.Length;
    }

    /// <summary>Says that the inline bytes from a position on have moved up.</summary>
    public void MoveSegments(int from, int distance)
    {
        foreach (ref PayloadSegment segment in CollectionsMarshal.AsSpan(_segments))
        {
            if (segment.Position >= from)
            {
                segment = segment with { Position = segment.Position + distance };
            }
        }
    }

    /// <summary>Makes a copy that shares no memory with this buffer, with arrays of its own as segments.</summary>
    public PayloadBuffer Copy()
    {
        PayloadBuffer copy = Rent(_length);
        copy.CopyFrom(InlineSpan);
        foreach (ref readonly PayloadSegment segment in Segments)
        {
            Array own = SegmentArrays.Allocate(SegmentArrays.ElementsOf(segment.Owner), segment.Length);
            PayloadSegment copied = segment with { Owner = own, Offset = 0 };
            segment.Bytes.CopyTo(copied.Bytes);
            copy.AddSegment(copied);
        }

        return copy;
    }

    /// <summary>Puts something beside the data, which becomes the buffer's.</summary>
    public void Attach(PayloadAttachment attachment) => (_attachments ??= []).Add(attachment);

    /// <summary>Forgets the data.</summary>
    public void Clear()
    {
        _length = 0;
        _outside = 0;
        _segments?.Clear();
    }

    public void Dispose()
    {
        if (!_isOwned)
        {
            return;
        }

        _isOwned = false;
        Clear();
        DropAttachments();
        if (_array.Length > MaxIdleCapacity)
        {
            Free();
        }

        if (s_own is null)
        {
            s_own = this;
        }
        else if (s_shared.Count < MaxShared)
        {
            s_shared.Enqueue(this);
        }
        else
        {
            Free();
        }
    }

    private void DropAttachments()
    {
        if (_attachments is { Count: > 0 })
        {
            foreach (PayloadAttachment attachment in _attachments)
            {
                attachment.Handle.Dispose();
            }

            _attachments.Clear();
        }
    }

    private void Flatten()
    {
        if (_outside == 0)
        {
            return;
        }

        byte[] whole = ArrayPool<byte>.Shared.Rent(Length);
        int read = 0;
        int written = 0;
        foreach (ref readonly PayloadSegment segment in Segments)
        {
            _array.AsSpan(read, segment.Position - read).CopyTo(whole.AsSpan(written));
            written += segment.Position - read;
            read = segment.Position;
            segment.Bytes.CopyTo(whole.AsSpan(written));
            written += segment.Length;
        }

        _array.AsSpan(read, _length - read).CopyTo(whole.AsSpan(written));
        int length = Length;
        Clear();
        Free();
        _array = whole;
        _length = length;
    }

    private void Free()
    {
        byte[] array = _array;
        _array = [];
        if (array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
