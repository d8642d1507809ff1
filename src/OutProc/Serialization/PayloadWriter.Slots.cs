using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <content>Objects whose members stand in slots of known length, objects that are written once, and unions.</content>
public ref partial struct PayloadWriter
{
    /// <summary>
    /// Writes the header of an object with slots and leaves room for their lengths, one byte each. The slots follow; then
    /// <see cref="EndSlots"/> fills the lengths in.
    /// </summary>
    /// <param name="ends">One entry for each slot, which the caller sets to <see cref="Written"/> behind the slot; it is cleared here.</param>
    /// <returns>Where the lengths stand.</returns>
    public int BeginSlots(scoped Span<int> ends)
    {
        ends.Clear();
        WriteObjectHeader(ends.Length);
        int lengths = _position;
        if (ends.Length > 0)
        {
            Take(ends.Length);
        }

        return lengths;
    }

    /// <summary>Fills in the lengths of the slots. Where one takes more than a byte, all that follows the lengths moves up, once.</summary>
    /// <param name="lengths">What <see cref="BeginSlots"/> returned.</param>
    /// <param name="first">Where the first slot began.</param>
    /// <param name="ends">Where each slot ended; 0 for one that is not used.</param>
    public void EndSlots(int lengths, int first, scoped ReadOnlySpan<int> ends)
    {
        int extra = 0;
        int start = first;
        foreach (int end in ends)
        {
            if (end != 0)
            {
                extra += VarInt.SizeOfSigned(end - start) - 1;
                start = end;
            }
        }

        if (extra > 0)
        {
            int from = lengths + ends.Length;
            int size = _position - from;
            Take(extra);
            _span.Slice(from, size).CopyTo(_span[(from + extra)..]);
            _buffer.MoveSegments(from, extra);
        }

        ref byte target = ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), lengths);
        start = first;
        foreach (int end in ends)
        {
            int length = end == 0 ? 0 : end - start;
            start += length;
            target = ref Unsafe.Add(ref target, VarInt.WriteSigned(ref target, length));
        }
    }

    /// <summary>Writes a reference to an object that was written before, or gives a new object its id.</summary>
    /// <param name="value">The object.</param>
    /// <param name="id">The id of the object, for <see cref="WriteReferenceId"/>.</param>
    /// <returns><c>false</c> when the object is new, so that it must be written now.</returns>
    [CLSCompliant(false)]
    public bool TryWriteReference(object value, out uint id)
    {
        _references ??= ReferenceTables.RentForWriter();
        ref uint entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_references, value, out bool isKnown);
        if (!isKnown)
        {
            entry = (uint)_references.Count - 1;
            id = entry;
            return false;
        }

        id = entry;
        Take(1) = PayloadFormat.Wide;
        WriteReferenceId(id);
        return true;
    }

    /// <summary>Writes the id of an object.</summary>
    /// <param name="id">The id.</param>
    [CLSCompliant(false)]
    public void WriteReferenceId(uint id)
    {
        int size = VarInt.SizeOfUnsigned(id);
        VarInt.WriteUnsigned(ref Take(size), id);
    }

    /// <summary>Writes which type of a union follows.</summary>
    /// <param name="tag">The number of the type.</param>
    [CLSCompliant(false)]
    public void WriteUnionHeader(ushort tag)
    {
        if (tag < PayloadFormat.Wide)
        {
            Take(1) = (byte)tag;
            return;
        }

        ref byte target = ref Take(1 + sizeof(ushort));
        target = PayloadFormat.Wide;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, 1), tag);
    }

    private void ReturnReferences()
    {
        if (_references is { } references)
        {
            _references = null;
            ReferenceTables.Return(references);
        }
    }
}
