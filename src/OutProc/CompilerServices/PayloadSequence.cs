using System.ComponentModel;
using System.Runtime.InteropServices;

namespace OutProc.CompilerServices;

/// <summary>How emitted formatters look into collections whose class is not known.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadSequence
{
    /// <summary>The elements of a collection: of an array or a list without a copy, of anything else enumerated once.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="values">The collection.</param>
    /// <returns>The elements.</returns>
    public static ReadOnlySpan<T> AsSpan<T>(IEnumerable<T> values) => values switch
    {
        T[] array => array,
        List<T> list => CollectionsMarshal.AsSpan(list),
        _ => Enumerable.ToArray(values),
    };

    /// <summary>A collection that says one count and enumerates another would make a payload nobody can read.</summary>
    /// <param name="written">The number of elements enumerated.</param>
    /// <param name="count">The number it said.</param>
    /// <exception cref="InvalidOperationException">They differ; the collection was changed meanwhile.</exception>
    public static void RequireCount(int written, int count)
    {
        if (written != count)
        {
            throw new InvalidOperationException(
                $"The collection said it has {count} elements and enumerated {written}; it was changed while it was sent.");
        }
    }
}
