using System.ComponentModel;

namespace OutProc.Serialization;

/// <summary>
/// An emitted copy of the layout of a type without references: the same fields in the same order under the same attributes, so that the
/// runtime gives it the same memory. It says which bytes are data and which of them must be checked.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRawMemory
{
    /// <summary>The bytes that hold data, or -1 when only <see cref="Describe"/> can tell. Equal to the size, there is no padding.</summary>
    static abstract int DataSize { get; }

    /// <summary>Whether some bits of it can be no value of their type.</summary>
    static abstract bool IsChecked { get; }

    /// <summary>Names every field, once for each process.</summary>
    /// <param name="layout">What is told.</param>
    void Describe(RawLayout layout);
}
