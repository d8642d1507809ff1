namespace OutProc.Rpc;

/// <summary>
/// The last few call ids that were cancelled before the call itself was seen: control and data travel on two channels, so a cancellation may
/// overtake its call. Bounded, because a cancellation may also come after its call has ended.
/// </summary>
/// <remarks>Not thread-safe: used under the session's lock.</remarks>
internal sealed class TombstoneSet
{
    private const int Capacity = 1024;

    private readonly HashSet<long> _ids = [];
    private readonly Queue<long> _order = new();

    public void Add(long id)
    {
        if (!_ids.Add(id))
        {
            return;
        }

        _order.Enqueue(id);
        if (_order.Count > Capacity)
        {
            _ids.Remove(_order.Dequeue());
        }
    }

    public bool Contains(long id) => _ids.Count > 0 && _ids.Contains(id);
}
