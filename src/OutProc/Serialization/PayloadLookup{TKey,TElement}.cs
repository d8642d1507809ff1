using System.Collections;
using System.Diagnostics;

namespace OutProc.Serialization;

/// <summary>A lookup that was read: the groups in their order, and found by key.</summary>
[DebuggerDisplay("Count = {Count}")]
internal sealed class PayloadLookup<TKey, TElement>(
    IGrouping<TKey, TElement>[] groups, Dictionary<TKey, IGrouping<TKey, TElement>> groupsByKey) : ILookup<TKey, TElement>
    where TKey : notnull
{
    public int Count => groups.Length;

    public IEnumerable<TElement> this[TKey key] => groupsByKey.TryGetValue(key, out IGrouping<TKey, TElement>? group) ? group : [];

    public bool Contains(TKey key) => groupsByKey.ContainsKey(key);

    public IEnumerator<IGrouping<TKey, TElement>> GetEnumerator() => ((IEnumerable<IGrouping<TKey, TElement>>)groups).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => groups.GetEnumerator();
}
