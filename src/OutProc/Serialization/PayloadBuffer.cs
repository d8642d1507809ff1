using System.Buffers;
using System.Diagnostics;

namespace OutProc.Serialization;

/// <summary>
/// Pooled private memory that one payload is written to or copied into. It has one owner at a time; the owner returns the memory by
/// <see cref="Dispose"/>, exactly once.
/// </summary>
/// <remarks>Not thread-safe: ownership is handed over, never shared.</remarks>
internal sealed class PayloadBuffer : IDisposable
{
    private const int InitialCapacity = 256;

    private byte[] _array;
    private int _length;

    public PayloadBuffer(int capacity = InitialCapacity) => _array = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>The number of bytes that hold data.</summary>
    public int Length
    {
        get => _length;
        set
        {
            Debug.Assert((uint)value <= (uint)_array.Length, "The length lies within the rented array.");
            _length = value;
        }
    }

    public ReadOnlySpan<byte> WrittenSpan => _array.AsSpan(0, _length);

    public Span<byte> FullSpan => _array;

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
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
        return larger;
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

    public void Dispose()
    {
        byte[] array = _array;
        if (array.Length > 0)
        {
            _array = [];
            _length = 0;
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
