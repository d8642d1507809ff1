using OutProc.Contracts;

namespace OutProc.Shared;

/// <summary>Counting with shared numbers.</summary>
public static class SharedValueExtensions
{
    /// <summary>Adds to the number, atomically; overflow wraps around.</summary>
    /// <param name="value">The shared number.</param>
    /// <param name="addend">What to add; may be negative.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="SharedResourceException">The pool is disposed.</exception>
    public static long Add(this SharedValue<long> value, long addend)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.AddBits(addend);
    }

    /// <inheritdoc cref="Add(SharedValue{long}, long)"/>
    public static int Add(this SharedValue<int> value, int addend)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Update(current => unchecked(current + addend));
    }

    /// <summary>Adds one to the number, atomically.</summary>
    /// <inheritdoc cref="Add(SharedValue{long}, long)"/>
    public static long Increment(this SharedValue<long> value) => value.Add(1);

    /// <inheritdoc cref="Increment(SharedValue{long})"/>
    public static int Increment(this SharedValue<int> value) => value.Add(1);
}
