using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
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

    /// <summary>The elements of a sequence: without a copy when they are one block of memory.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="values">The sequence.</param>
    /// <returns>The elements.</returns>
    public static ReadOnlySpan<T> AsSpan<T>(scoped in ReadOnlySequence<T> values)
        => values.IsSingleSegment ? values.FirstSpan : values.ToArray();

    /// <summary>The elements of an array of several dimensions, row by row.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="values">The array. It is written to only by who created it, as arrays of references may hold a derived type.</param>
    /// <returns>The elements themselves.</returns>
    public static Span<T> AsSpan<T>(Array values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Type? element = values.GetType().GetElementType();
        if (element != typeof(T) && (typeof(T).IsValueType || !typeof(T).IsAssignableFrom(element)))
        {
            throw new ArgumentException($"The array holds {element}, not {typeof(T)}.", nameof(values));
        }

        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);
    }

    /// <summary>The elements of a stack, the one pushed first in front, so that reading is pushing in order.</summary>
    /// <typeparam name="T">The type of the elements.</typeparam>
    /// <param name="values">The stack.</param>
    /// <returns>The elements.</returns>
    public static ReadOnlySpan<T> BottomUp<T>(IEnumerable<T> values)
    {
        T[] copy = Enumerable.ToArray(values);
        Array.Reverse(copy);
        return copy;
    }

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

    /// <summary>The same entries, found by keys in any case.</summary>
    /// <typeparam name="T">The type of the values.</typeparam>
    /// <param name="entries">The entries, or <c>null</c>.</param>
    /// <returns>The entries, or <c>null</c>.</returns>
    /// <exception cref="ArgumentException">Two keys differ only in case.</exception>
    public static Dictionary<string, T>? IgnoreCase<T>(Dictionary<string, T>? entries)
        => entries is null ? null : new Dictionary<string, T>(entries, StringComparer.OrdinalIgnoreCase);
}
