using System.Collections;
using System.Diagnostics;

namespace OutProc.Serialization;

/// <summary>A group that was read.</summary>
[DebuggerDisplay("Key = {Key}, Count = {_elements.Length}")]
internal sealed class PayloadGrouping<TKey, TElement>(TKey key, TElement[] elements) : IGrouping<TKey, TElement>
{
    private readonly TElement[] _elements = elements;

    public TKey Key { get; } = key;

    public IEnumerator<TElement> GetEnumerator() => ((IEnumerable<TElement>)_elements).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _elements.GetEnumerator();
}
