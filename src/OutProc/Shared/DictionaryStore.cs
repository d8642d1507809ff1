using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>What a <see cref="SharedDictionary{TKey, TValue}"/> is in its host.</summary>
/// <remarks>
/// Each value that was ever put in has a version of its own. To change a value, a participant reads it with its version and puts the new one in place
/// of that version; where it comes too late, the answer is what is there now.
/// </remarks>
internal sealed class DictionaryStore(long maxBytes) : HostedStore(maxBytes)
{
    private readonly ByteTable _table = new();

    protected override PayloadBuffer Do(in StoreRequest request, int maxReply)
    {
        switch (request.Operation)
        {
            case StoreOperation.Count:
                return StoreReply.Of(StoreStatus.Ok, _table.Count);
            case StoreOperation.Clear:
                _table.Clear();
                FreeAll();
                return StoreReply.Of(StoreStatus.Ok);
            case StoreOperation.Page:
                return Walk(request.Number, PageSize);
            case StoreOperation.Snapshot:
                return Walk(0, maxReply) is var all && all.Length < maxReply ? all : TooLarge(all);
        }

        int index = _table.Find(request.Key);
        switch (request.Operation)
        {
            case StoreOperation.Find:
                return StoreReply.Of(index < 0 ? StoreStatus.Missing : StoreStatus.Ok);
            case StoreOperation.Get when index >= 0:
                return Current(StoreStatus.Ok, index);
            case StoreOperation.Replace when index >= 0 && _table[index].Version != request.Number:
            case StoreOperation.Add when index >= 0:
                return Current(StoreStatus.Exists, index);
            case StoreOperation.Get or StoreOperation.Remove or StoreOperation.Replace when index < 0:
                return StoreReply.Of(StoreStatus.Missing);
            case StoreOperation.Remove:
                PayloadBuffer removed = Current(StoreStatus.Ok, index);
                if (removed.Length > maxReply)
                {
                    // Whoever cannot be told of it must not lose it.
                    return TooLarge(removed);
                }

                TryMakeRoom(0, CostOf(index));
                _table.Remove(index);
                return removed;
            case StoreOperation.Set or StoreOperation.Add or StoreOperation.Replace:
                return Put(request, index);
            default:
                throw request.Unknown();
        }
    }

    private new long CostOf(int index) => HostedStore.CostOf(_table[index].Key!.Length + _table[index].Value.Length);

    private PayloadBuffer Current(StoreStatus status, int index) => StoreReply.Of(status, _table[index].Version, _table[index].Value);

    private PayloadBuffer Put(in StoreRequest request, int index)
    {
        if (!TryMakeRoom(HostedStore.CostOf(request.Key.Length + request.Value.Length), index < 0 ? 0 : CostOf(index)))
        {
            return IsFull();
        }

        ref ByteTableEntry entry = ref _table[index < 0 ? _table.Add(request.Key) : index];
        entry.Value = request.Value.ToArray();
        entry.Version = NextVersion();
        return StoreReply.Of(StoreStatus.Ok, entry.Version);
    }

    /// <summary>The entries from an index on. The number of the answer is where to go on, or -1.</summary>
    private PayloadBuffer Walk(long from, int limit)
    {
        PayloadBuffer page = StoreReply.Begin(StoreStatus.Ok, -1, 0);
        for (long index = Math.Max(0, from); index < _table.End; index++)
        {
            ref ByteTableEntry entry = ref _table[(int)index];
            if (entry.Key is null)
            {
                continue;
            }

            StoreReply.AppendItem(page, entry.Key);
            StoreReply.AppendItem(page, entry.Value);
            if (page.Length >= limit)
            {
                StoreReply.SetNumber(page, index + 1);
                break;
            }
        }

        return page;
    }
}
