using System.Buffers;
using System.Runtime.CompilerServices;
using OutProc.Contracts;
using OutProc.Interop;

namespace OutProc.Shared;

/// <summary>An array that lies in memory which all workers of a pool and their host see: what one writes the others read, without a copy.</summary>
/// <typeparam name="T">The elements: a type without references.</typeparam>
/// <remarks>
/// <para>
/// Zero at first. Nothing orders the accesses of different processes but what they agree upon, such as a <see cref="SharedLock"/>. Only the type
/// it was declared with opens it: one of another name or size is a <see cref="SharedResourceException"/>.
/// </para>
/// <para>
/// Spans, memories and references to elements may be kept: after the array was disposed they show zeroes that belong to this process alone, and never
/// end it. The system's memory is returned when the last process has disposed the array or ended; its addresses are not, once a span of it
/// was given out.
/// </para>
/// Thread-safe, as far as the elements go. Owned by the pool; disposed with it.
/// </remarks>
public sealed unsafe class SharedArray<T> : MemoryManager<T>, ISharedResource<SharedArray<T>>
    where T : unmanaged
{
    private readonly SharedEntry _entry;
    private readonly SharedRegion _region;

    private SharedArray(SharedEntry entry)
    {
        _entry = entry;
        _region = entry.Map();
        Length = checked((int)entry.Parameter(0));
        if (Length < 0 || SizeOf(Length) > _region.Length)
        {
            throw new SharedResourceException($"The memory of the shared array '{entry.Name}' is smaller than the array.", entry.Name);
        }
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _entry.Name;

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The elements.</summary>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public Span<T> Span => GetSpan();

    /// <inheritdoc/>
    public override Memory<T> Memory => CreateMemory(Length);

    /// <summary>One element, where it lies.</summary>
    /// <param name="index">From 0 to <see cref="Length"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public ref T this[int index] => ref GetSpan()[index];

    static SharedKind ISharedResource<SharedArray<T>>.Kind => SharedKind.Array;

    static string? ISharedResource<SharedArray<T>>.Layout => SharedLayout.Of<T>();

    SharedEntry ISharedResource<SharedArray<T>>.Entry => _entry;

    /// <inheritdoc/>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public override Span<T> GetSpan()
    {
        if (_region.IsDisposed)
        {
            throw SharedResources.Disposed(Name);
        }

        _region.KeepAddresses();
        return new Span<T>(_region.Start, Length);
    }

    static SharedArray<T> ISharedResource<SharedArray<T>>.Open(SharedEntry entry) => new(entry);

    /// <summary>A part of the elements, to keep or to hand on: it keeps this object.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="length">How many.</param>
    /// <returns>The part, not a copy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Memory<T> Slice(int start, int length) => Memory.Slice(start, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, Length);

        // The memory does not move, and lives as long as this object.
        return new MemoryHandle(Unsafe.Add<T>(_region.Start, elementIndex), pinnable: this);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _region.Dispose();
        }
    }

    /// <summary>The bytes of so many elements, in whole pages.</summary>
    internal static nuint SizeOf(int length)
    {
        nuint size = (nuint)length * (nuint)Unsafe.SizeOf<T>();
        nuint page = (nuint)Environment.SystemPageSize;
        return (Math.Max(size, 1) + page - 1) / page * page;
    }
}
