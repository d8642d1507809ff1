using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <content>Objects whose members stand in slots of known length, objects that are written once, and unions.</content>
public ref partial struct PayloadReader
{
    /// <summary>What one known object costs in the table of references, in bytes.</summary>
    private const int ReferenceSize = 32;

    /// <summary>Reads the header of an object with slots and their lengths, which must fit what remains.</summary>
    /// <param name="lengths">One entry for each slot the type has, set to its length; 0 for one that is absent.</param>
    /// <param name="rest">The length of the slots the type does not have, which stand behind those it has.</param>
    /// <returns><c>false</c> when the object is null.</returns>
    public bool TryReadSlots(scoped Span<int> lengths, out int rest)
    {
        if (TryReadObjectHeader(out int count))
        {
            rest = ReadLengths(count, lengths);
            return true;
        }

        rest = 0;
        return false;
    }

    /// <summary>Ends the reading of a slot: what was read must be exactly what the sender put there.</summary>
    /// <param name="end">Where the slot ends.</param>
    public readonly void EndSlot(int end)
    {
        if (Consumed != end)
        {
            throw Invalid($"a member ends at {Consumed}, but its length says {end}");
        }
    }

    /// <summary>Passes over slots that the type does not use.</summary>
    /// <param name="lengths">Their lengths.</param>
    public void SkipSlots(scoped ReadOnlySpan<int> lengths)
    {
        foreach (int length in lengths)
        {
            Skip(length);
        }
    }

    /// <summary>Passes over bytes that mean nothing here.</summary>
    /// <param name="length">How many.</param>
    public void Skip(int length)
    {
        if (length < 0)
        {
            throw Invalid($"{length} is not a length");
        }

        Take(length);
    }

    /// <summary>Reads the header of an object that others may refer to: the lengths of its slots and its id, or a reference.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="lengths">One entry for each slot the type has, set to its length; 0 for one that is absent.</param>
    /// <param name="rest">The length of the slots the type does not have.</param>
    /// <param name="id">The id, for <see cref="AddReference"/>.</param>
    /// <param name="known">The object referred to, or <c>null</c>.</param>
    /// <returns><c>false</c> when no new object follows: the value is <paramref name="known"/>.</returns>
    [CLSCompliant(false)]
    public bool TryReadReference<T>(scoped Span<int> lengths, out int rest, out uint id, out T? known)
        where T : class
    {
        known = null;
        id = 0;
        rest = 0;
        int header = Take(1);
        switch (header)
        {
            case PayloadFormat.NullObject:
                return false;
            case PayloadFormat.Wide:
                known = FindReference<T>(ReadReferenceId());
                return false;
            case > PayloadFormat.MaxMembers:
                throw Invalid($"{header} is not an object header");
            default:
                rest = ReadLengths(header, lengths);
                id = ReadReferenceId();
                return true;
        }
    }

    /// <summary>Makes an object known before its members are read, which may refer to it.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="value">The object.</param>
    [CLSCompliant(false)]
    public void AddReference(uint id, object value)
    {
        ChargeBytes(ReferenceSize);
        _references ??= ReferenceTables.RentForReader();
        if (!_references.TryAdd(id, value))
        {
            throw Invalid($"two objects have the id {id}");
        }
    }

    /// <summary>Reads which type of a union follows.</summary>
    /// <returns>The number of the type; -1 for null.</returns>
    public int ReadUnionTag()
    {
        int tag = Take(1);
        return tag switch
        {
            < PayloadFormat.Wide => tag,
            PayloadFormat.Wide => ReadUnmanaged<ushort>(),
            PayloadFormat.NullObject => -1,
            _ => throw Invalid($"{tag} is not the header of a union"),
        };
    }

    /// <summary>Refuses the number of a type that the union does not have.</summary>
    /// <param name="tag">The number.</param>
    /// <returns>The exception to throw.</returns>
    public readonly Contracts.PayloadException UnknownCase(int tag)
        => Invalid($"{tag} is not the number of a type that is known here; the sender has a newer version of the union");

    private void ReturnReferences()
    {
        if (_references is { } references)
        {
            _references = null;
            ReferenceTables.Return(references);
        }
    }

    private int ReadLengths(int count, scoped Span<int> lengths)
    {
        long known = 0;
        long rest = 0;
        for (int i = 0; i < count; i++)
        {
            long length = ReadVarInt();
            if (length is < 0 or > int.MaxValue)
            {
                throw Invalid($"{length} is not the length of a member");
            }

            if (i < lengths.Length)
            {
                lengths[i] = (int)length;
                known += length;
            }
            else
            {
                rest += length;
            }
        }

        if (count < lengths.Length)
        {
            lengths[count..].Clear();
        }

        if (known + rest > Remaining)
        {
            throw Invalid($"the members of an object claim {known + rest} bytes, but {Remaining} remain");
        }

        return (int)rest;
    }

    private uint ReadReferenceId()
    {
        long id = ReadVarInt();
        return id is >= 0 and <= uint.MaxValue ? (uint)id : throw Invalid($"{id} is not the id of an object");
    }

    private readonly T FindReference<T>(uint id)
        where T : class
    {
        if (_references is null || !_references.TryGetValue(id, out object? known))
        {
            throw Invalid($"no object has the id {id}");
        }

        return known as T ?? throw Invalid($"the object with the id {id} is not a {typeof(T).Name}");
    }

    internal long ReadVarInt()
    {
        var first = (sbyte)Take(1);
        return first switch
        {
            VarInt.Byte => ReadUnmanaged<byte>(),
            VarInt.SByte => ReadUnmanaged<sbyte>(),
            VarInt.UInt16 => ReadUnmanaged<ushort>(),
            VarInt.Int16 => ReadUnmanaged<short>(),
            VarInt.UInt32 => ReadUnmanaged<uint>(),
            VarInt.Int32 => ReadUnmanaged<int>(),
            VarInt.UInt64 => ReadUnmanaged<ulong>() is <= long.MaxValue and ulong value ? (long)value : throw Invalid("a number is too large"),
            VarInt.Int64 => ReadUnmanaged<long>(),
            _ => first,
        };
    }
}
