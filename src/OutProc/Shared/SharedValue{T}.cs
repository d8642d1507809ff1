using System.Runtime.CompilerServices;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>One value of up to 8 bytes that all workers of a pool and their host see.</summary>
/// <typeparam name="T">A type without references, of 8 bytes at most: a number, an enum, a small struct.</typeparam>
/// <remarks>
/// Every operation is atomic, and there is no setter that could be used for <c>value += 1</c> and lose an update. Padding bytes of a struct take part in
/// <see cref="CompareExchange"/>. Thread-safe. Owned by the pool; disposed with it.
/// </remarks>
public sealed class SharedValue<T> : ISharedWord, ISharedResource<SharedValue<T>>
    where T : unmanaged
{
    private readonly SharedPrimitive _primitive;

    internal SharedValue(SharedPrimitive primitive)
    {
        if (Unsafe.SizeOf<T>() > sizeof(long))
        {
            throw new SharedResourceException(
                $"'{typeof(T)}' has {Unsafe.SizeOf<T>()} bytes; a shared value has 8 at most. Use a SharedArray of one element and a SharedLock.",
                primitive.Name);
        }

        _primitive = primitive;
    }

    /// <summary>The name it was declared with.</summary>
    public string Name => _primitive.Name;

    static SharedKind ISharedResource<SharedValue<T>>.Kind => SharedKind.Value;

    static string? ISharedResource<SharedValue<T>>.Layout => SharedLayout.Of<T>();

    SharedEntry ISharedResource<SharedValue<T>>.Entry => _primitive.Entry;

    int ISharedWord.Index => _primitive.Index;

    /// <summary>The value at this moment.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public T Read()
    {
        _primitive.ThrowIfDisposed();
        return FromBits(Volatile.Read(ref _primitive.Word.Value));
    }

    /// <summary>Puts a value in the place of the current one.</summary>
    /// <param name="value">The new value.</param>
    /// <returns>The one before.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public T Exchange(T value)
    {
        _primitive.ThrowIfDisposed();
        return FromBits(Interlocked.Exchange(ref _primitive.Word.Value, ToBits(value)));
    }

    /// <summary>Puts a value in the place of the current one, if that is the expected one.</summary>
    /// <param name="value">The new value.</param>
    /// <param name="expected">What is there, by its bytes, if the value is to be replaced.</param>
    /// <returns>What was there: the expected value if it was replaced.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public T CompareExchange(T value, T expected)
    {
        _primitive.ThrowIfDisposed();
        return FromBits(Interlocked.CompareExchange(ref _primitive.Word.Value, ToBits(value), ToBits(expected)));
    }

    /// <summary>Changes the value by a function of the current one.</summary>
    /// <param name="change">Gives the new value. May be called more than once, when others change the value at the same time; no side effects.</param>
    /// <returns>The new value.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public T Update(Func<T, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _primitive.ThrowIfDisposed();
        long current = Volatile.Read(ref _primitive.Word.Value);
        while (true)
        {
            T value = change(FromBits(current));
            long seen = Interlocked.CompareExchange(ref _primitive.Word.Value, ToBits(value), current);
            if (seen == current)
            {
                return value;
            }

            current = seen;
        }
    }

    static SharedValue<T> ISharedResource<SharedValue<T>>.Open(SharedEntry entry) => new(entry.Primitive());

    void ISharedWord.Repair(int slot)
    {
        // Nobody holds a value.
    }

    /// <summary>Puts a value in the place of the one that was read, by its bits; otherwise reads again.</summary>
    internal bool TryReplace(ref T current, T value)
    {
        long expected = ToBits(current);
        long seen = Interlocked.CompareExchange(ref _primitive.Word.Value, ToBits(value), expected);
        current = FromBits(seen);
        return seen == expected;
    }

    private static long ToBits(T value)
    {
        long bits = 0;
        Unsafe.As<long, T>(ref bits) = value;
        return bits;
    }

    private static T FromBits(long bits) => Unsafe.As<long, T>(ref bits);
}
