using System.Buffers.Binary;
using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>What a <see cref="SharedList{T}"/> is in its host.</summary>
internal sealed class ListStore(long maxBytes) : HostedStore(maxBytes)
{
    private readonly List<(byte[] Value, long Version)> _items = [];

    protected override PayloadBuffer Do(in StoreRequest request, int maxReply)
    {
        switch (request.Operation)
        {
            case StoreOperation.Count:
                return StoreReply.Of(StoreStatus.Ok, _items.Count);
            case StoreOperation.Clear:
                _items.Clear();
                FreeAll();
                return StoreReply.Of(StoreStatus.Ok);
            case StoreOperation.Page:
                return Walk(request.Number, PageSize);
            case StoreOperation.Snapshot:
                return Walk(0, maxReply) is var all && all.Length < maxReply ? all : TooLarge(all);
            case StoreOperation.Add:
                return Append(request.Value);
            case StoreOperation.Find:
                return Find(request.Value);
        }

        // The index is in the key: the number is a version.
        int index = request.Key.Length == sizeof(int)
            ? BinaryPrimitives.ReadInt32LittleEndian(request.Key)
            : throw new ProtocolViolationException($"an index of {request.Key.Length} bytes");
        int end = request.Operation == StoreOperation.Insert ? _items.Count + 1 : _items.Count;
        return (uint)index < (uint)end ? DoAt(request, index, maxReply) : StoreReply.Of(StoreStatus.OutOfRange, _items.Count);
    }

    private PayloadBuffer DoAt(in StoreRequest request, int index, int maxReply)
    {
        switch (request.Operation)
        {
            case StoreOperation.Get:
                return Current(StoreStatus.Ok, index);
            case StoreOperation.Replace when _items[index].Version != request.Number:
                return Current(StoreStatus.Exists, index);
            case StoreOperation.Remove:
                PayloadBuffer removed = Current(StoreStatus.Ok, index);
                if (removed.Length > maxReply)
                {
                    // Whoever cannot be told of it must not lose it.
                    return TooLarge(removed);
                }

                TryMakeRoom(0, CostOf(_items[index].Value.Length));
                _items.RemoveAt(index);
                return removed;
            case StoreOperation.Set or StoreOperation.Replace:
                if (!TryMakeRoom(CostOf(request.Value.Length), CostOf(_items[index].Value.Length)))
                {
                    return IsFull();
                }

                _items[index] = (request.Value.ToArray(), NextVersion());
                return StoreReply.Of(StoreStatus.Ok);
            case StoreOperation.Insert:
                if (!TryMakeRoom(CostOf(request.Value.Length), 0))
                {
                    return IsFull();
                }

                _items.Insert(index, (request.Value.ToArray(), NextVersion()));
                return StoreReply.Of(StoreStatus.Ok);
            default:
                throw request.Unknown();
        }
    }

    private PayloadBuffer Current(StoreStatus status, int index) => StoreReply.Of(status, _items[index].Version, _items[index].Value);

    /// <summary>
    /// Adds items that follow each other, each with its length in front: all or none. The number of the answer is the index of the first.
    /// </summary>
    private PayloadBuffer Append(ReadOnlySpan<byte> items)
    {
        long cost = 0;
        for (ReadOnlySpan<byte> rest = items; rest.Length > 0;)
        {
            cost += CostOf(StoreItems.Next(ref rest).Length);
        }

        if (!TryMakeRoom(cost, 0))
        {
            return IsFull();
        }

        int first = _items.Count;
        while (items.Length > 0)
        {
            _items.Add((StoreItems.Next(ref items).ToArray(), NextVersion()));
        }

        return StoreReply.Of(StoreStatus.Ok, first);
    }

    private PayloadBuffer Find(ReadOnlySpan<byte> value)
    {
        for (int index = 0; index < _items.Count; index++)
        {
            if (value.SequenceEqual(_items[index].Value))
            {
                return StoreReply.Of(StoreStatus.Ok, index);
            }
        }

        return StoreReply.Of(StoreStatus.Missing);
    }

    /// <summary>The items from an index on. The number of the answer is where to go on, or -1.</summary>
    private PayloadBuffer Walk(long from, int limit)
    {
        PayloadBuffer page = StoreReply.Begin(StoreStatus.Ok, -1, 0);
        for (long index = Math.Max(0, from); index < _items.Count; index++)
        {
            StoreReply.AppendItem(page, _items[(int)index].Value);
            if (page.Length >= limit)
            {
                StoreReply.SetNumber(page, index + 1);
                break;
            }
        }

        return page;
    }
}
