using System.Numerics;
using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Counting with shared numbers.</summary>
public static class SharedValueExtensions
{
    /// <summary>Adds to the number, atomically; overflow of integers wraps around.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="value">The shared number.</param>
    /// <param name="addend">What to add; may be negative.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public static T Add<T>(this SharedValue<T> value, T addend)
        where T : unmanaged, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        T current = value.Read();
        while (true)
        {
            T sum = unchecked(current + addend);
            if (value.TryReplace(ref current, sum))
            {
                return sum;
            }
        }
    }

    /// <summary>Adds one to the number, atomically.</summary>
    /// <inheritdoc cref="Add{T}(SharedValue{T}, T)"/>
    public static T Increment<T>(this SharedValue<T> value)
        where T : unmanaged, INumberBase<T>
        => value.Add(T.One);
}
