using System.ComponentModel;

namespace OutProc.Serialization;

/// <summary>The layout of <c>T?</c> for a type of which every byte is data.</summary>
/// <typeparam name="T">A type without references.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct NullableMemory<T> : IRawMemory
    where T : struct
{
    private bool _hasValue;
    private T _value;

    /// <inheritdoc/>
    static int IRawMemory.DataSize => -1;

    /// <inheritdoc/>
    static bool IRawMemory.IsChecked => true;

    /// <inheritdoc/>
    public void Describe(RawLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        layout.Add(ref this, ref _hasValue);
        layout.BeginOptional(ref this, ref _hasValue);
        layout.Add(ref this, ref _value);
        layout.EndOptional(ref this, ref _value);
    }
}
