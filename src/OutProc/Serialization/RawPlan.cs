using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OutProc.Serialization;

/// <summary>What must be done with the memory of values of one type when it leaves and when it arrives.</summary>
internal sealed class RawPlan
{
    private readonly int _size;
    private readonly byte[]? _mask;
    private readonly RawStep[] _steps;
    private readonly RawStep[] _optionals;

    public RawPlan(int size, byte[]? mask, RawStep[] steps)
    {
        _size = size;
        _mask = mask;
        _steps = steps;
        _optionals = [.. steps.Where(static step => step.Check == RawCheck.Kind.Optional)];
    }

    /// <summary>Zeroes the bytes that are no data: padding, and what lies behind a flag that is not set.</summary>
    /// <param name="memory">The first value.</param>
    /// <param name="count">How many values there are.</param>
    public void Clean(ref byte memory, int count)
    {
        for (; count > 0; count--, memory = ref Unsafe.Add(ref memory, _size))
        {
            if (_mask is not null)
            {
                Mask(ref memory, _mask);
            }

            foreach (RawStep step in _optionals)
            {
                if (Unsafe.Add(ref memory, step.Offset) == 0)
                {
                    MemoryMarshal.CreateSpan(ref Unsafe.Add(ref memory, step.Value), step.ValueSize).Clear();
                }
            }
        }
    }

    /// <summary>Looks at every field that can hold bits that are no value, and makes each <see cref="bool"/> 0 or 1.</summary>
    /// <param name="memory">The value.</param>
    /// <returns>Whether all of them are values.</returns>
    public bool Check(ref byte memory)
    {
        for (int i = 0; i < _steps.Length; i++)
        {
            ref readonly RawStep step = ref _steps[i];
            ref byte field = ref Unsafe.Add(ref memory, step.Offset);
            if (step.Check == RawCheck.Kind.Optional)
            {
                i += field == 0 ? step.Inner : 0;
            }
            else if (!RawCheck.IsValid(step.Check, ref field))
            {
                return false;
            }
        }

        return true;
    }

    private static void Mask(ref byte memory, byte[] mask)
    {
        ref byte bits = ref MemoryMarshal.GetArrayDataReference(mask);
        int i = 0;
        for (; i <= mask.Length - sizeof(ulong); i += sizeof(ulong))
        {
            ref byte target = ref Unsafe.Add(ref memory, i);
            ulong word = Unsafe.ReadUnaligned<ulong>(ref target) & Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref bits, i));
            Unsafe.WriteUnaligned(ref target, word);
        }

        for (; i < mask.Length; i++)
        {
            Unsafe.Add(ref memory, i) &= Unsafe.Add(ref bits, i);
        }
    }
}
