using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace OutProc.Serialization;

/// <summary>Where a type without references keeps its data, as its <see cref="IRawMemory"/> tells.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RawLayout
{
    private readonly byte[] _uses;
    private readonly bool[] _kept;
    private readonly List<RawStep> _steps = [];
    private readonly Stack<int> _open = [];
    private int _start;

    private RawLayout(int size)
    {
        _uses = new byte[size];
        _kept = new bool[size];
    }

    /// <summary>Names a field whose every byte is data.</summary>
    /// <typeparam name="TOwner">The copy of the layout.</typeparam>
    /// <typeparam name="T">The type of the field.</typeparam>
    /// <param name="owner">The copy itself.</param>
    /// <param name="field">The field.</param>
    /// <param name="count">How many of it lie one behind the other.</param>
    public void Add<TOwner, T>(ref TOwner owner, ref T field, int count = 1)
        where TOwner : struct
        where T : struct
    {
        int offset = OffsetOf(ref owner, ref field);
        for (int i = 0; i < count; i++, offset += Unsafe.SizeOf<T>())
        {
            Use(offset, Unsafe.SizeOf<T>());
            if (typeof(T) == typeof(DateTimeOffset) && RawMemory.IsDateTimeOffsetKnown)
            {
                _uses.AsSpan(offset + sizeof(int), sizeof(int)).Clear();
            }

            if (RawCheck.Of<T>() is var check and not RawCheck.Kind.None)
            {
                _steps.Add(new RawStep(check, offset, Unsafe.SizeOf<T>()));
            }
        }
    }

    /// <summary>Names a field that has a layout of its own.</summary>
    /// <typeparam name="TOwner">The copy of the layout.</typeparam>
    /// <typeparam name="TMemory">The copy of the field's layout.</typeparam>
    /// <param name="owner">The copy itself.</param>
    /// <param name="field">The field.</param>
    /// <param name="count">How many of it lie one behind the other.</param>
    public void AddNested<TOwner, TMemory>(ref TOwner owner, ref TMemory field, int count = 1)
        where TOwner : struct
        where TMemory : struct, IRawMemory
    {
        int start = _start;
        int offset = OffsetOf(ref owner, ref field);
        for (int i = 0; i < count; i++)
        {
            _start = offset + (i * Unsafe.SizeOf<TMemory>());
            field.Describe(this);
        }

        _start = start;
    }

    /// <summary>Says that the fields named until <see cref="EndOptional"/> hold a value only when a flag is set.</summary>
    /// <typeparam name="TOwner">The copy of the layout.</typeparam>
    /// <param name="owner">The copy itself.</param>
    /// <param name="flag">The flag, which was named before.</param>
    public void BeginOptional<TOwner>(ref TOwner owner, ref bool flag)
        where TOwner : struct
    {
        _open.Push(_steps.Count);
        _steps.Add(new RawStep(RawCheck.Kind.Optional, OffsetOf(ref owner, ref flag), 1));
    }

    /// <summary>Ends what <see cref="BeginOptional"/> began.</summary>
    /// <typeparam name="TOwner">The copy of the layout.</typeparam>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="owner">The copy itself.</param>
    /// <param name="value">The value.</param>
    public void EndOptional<TOwner, T>(ref TOwner owner, ref T value)
        where TOwner : struct
        where T : struct
    {
        int index = _open.Pop();
        _steps[index] = _steps[index] with
        {
            Value = OffsetOf(ref owner, ref value),
            ValueSize = Unsafe.SizeOf<T>(),
            Inner = _steps.Count - index - 1,
        };
    }

    /// <summary>Says that every byte is data, also those that no field names: the type was given a size by hand.</summary>
    /// <typeparam name="TOwner">The copy of the layout.</typeparam>
    /// <param name="owner">The copy itself.</param>
    public void KeepAll<TOwner>(ref TOwner owner)
        where TOwner : struct
        => _kept.AsSpan(OffsetOf(ref owner, ref owner), Unsafe.SizeOf<TOwner>()).Fill(true);

    /// <summary>
    /// What to do with values of a type. A type that has another size than its copy was changed since this was compiled, or holds
    /// what the compiler does not tell; its values cross as they are.
    /// </summary>
    internal static RawPlan PlanOf<T, TMemory>()
        where TMemory : struct, IRawMemory
    {
        if (Unsafe.SizeOf<T>() != Unsafe.SizeOf<TMemory>())
        {
            return new RawPlan(Unsafe.SizeOf<T>(), mask: null, []);
        }

        TMemory memory = default;
        var layout = new RawLayout(Unsafe.SizeOf<T>());
        memory.Describe(layout);
        return layout.Plan();
    }

    private RawPlan Plan()
    {
        var mask = new byte[_uses.Length];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = _uses[i] > 0 || _kept[i] ? byte.MaxValue : (byte)0;
        }

        // Where fields overlap nobody knows which of them is meant.
        RawStep[] steps = [.. _steps.Select(step => Overlaps(step.Offset, step.Size) || Overlaps(step.Value, step.ValueSize)
            ? step with { Check = RawCheck.Kind.None }
            : step)];
        return new RawPlan(mask.Length, mask.AsSpan().Contains((byte)0) ? mask : null, steps);
    }

    private bool Overlaps(int offset, int size) => _uses.AsSpan(offset, size).ContainsAnyInRange((byte)2, byte.MaxValue);

    private void Use(int offset, int size)
    {
        foreach (ref byte use in _uses.AsSpan(offset, size))
        {
            use = (byte)Math.Min(use + 1, byte.MaxValue);
        }
    }

    private int OffsetOf<TOwner, T>(ref TOwner owner, ref T field)
        => _start + (int)Unsafe.ByteOffset(ref Unsafe.As<TOwner, byte>(ref owner), ref Unsafe.As<T, byte>(ref field));
}
