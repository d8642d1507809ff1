using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OutProc.Contracts;

namespace OutProc.Serialization;

/// <summary>Reads one payload in the MemoryPack format. Every length, count and depth is checked before it is acted on.</summary>
/// <remarks>A ref struct for one thread, over memory that nobody else can write.</remarks>
public ref partial struct PayloadReader
{
    /// <summary>The bytes up to the next segment, or to the end.</summary>
    private ReadOnlySpan<byte> _span;

    private readonly int _maxDepth;
    private readonly int _length;

    /// <summary>How much memory the message may take, in bytes.</summary>
    private readonly long _memoryLimit;

    /// <summary>What this thread had allocated when it was looked at first; 0 before.</summary>
    private long _memoryBase;

    /// <summary>
    /// The bytes that no collection has claimed for its elements yet. The smallest forms of all elements of all collections are different
    /// bytes, so nested collections that each claim all the rest are refused at once.
    /// </summary>
    private int _claimable;

    /// <summary>The payload, while segments of it are ahead.</summary>
    private PayloadBuffer? _segmented;

    private int _nextSegment;

    /// <summary>The bytes of the segments that were read.</summary>
    private int _passed;

    private int _untilMemoryCheck;
    private int _position;
    private int _depth;

    /// <summary>The objects read so far that others may refer to; <c>null</c> until there is one.</summary>
    private Dictionary<uint, object>? _references;

    /// <summary>Reads a payload that was received. What is read may take arrays over from it: they belong to nobody else.</summary>
    internal PayloadReader(PayloadBuffer payload, PayloadOptions options)
        : this(payload.InlineSpan, payload.Length, options)
    {
        if (payload.Segments.Length > 0)
        {
            _segmented = payload;
            _span = payload.InlineSpan[..payload.Segments[0].Position];
        }
    }

    internal PayloadReader(ReadOnlySpan<byte> payload, PayloadOptions options)
        : this(payload, payload.Length, options)
    {
    }

    private PayloadReader(ReadOnlySpan<byte> inline, int length, PayloadOptions options)
    {
        _span = inline;
        _length = length;
        _maxDepth = options.MaxDepth;
        _claimable = length;
        Resources = options.Resources;
        _memoryLimit = options.MaxMemoryBytes + (PayloadFormat.MemoryPerByte * (long)length);
        _untilMemoryCheck = PayloadFormat.MemoryCheckInterval;
    }

    /// <summary>The shared resources of the receiver.</summary>
    internal object? Resources { get; }

    /// <summary>The number of bytes read so far.</summary>
    public readonly int Consumed => _position + _passed;

    /// <summary>The number of bytes not read yet.</summary>
    public readonly int Remaining => _length - _position - _passed;

    /// <summary>The bytes not read yet, for another serializer; what it has read is passed over with <see cref="Skip"/>.</summary>
    public ReadOnlySpan<byte> Rest
    {
        get
        {
            if (Remaining > _span.Length - _position)
            {
                Join(Remaining);
            }

            return _span[_position..];
        }
    }

    /// <summary>Reads a value without references from its raw memory.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadUnmanaged<T>()
    {
        RawMemory.Require<T>();
        return Unsafe.ReadUnaligned<T>(ref Take(Unsafe.SizeOf<T>()));
    }

    /// <summary>Reads a value whose raw memory can hold bits that are no value, such as a date beyond the last day.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The value.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadChecked<T>()
    {
        T value = ReadUnmanaged<T>();
        if (typeof(T) == typeof(bool))
        {
            return PayloadValue.Normalize(value);
        }

        return PayloadValue.IsValid(value) ? value : throw InvalidValue(typeof(T));
    }

    /// <summary>Reads a nullable value without references. What lies behind an absent value is ignored.</summary>
    /// <typeparam name="T">A type without references.</typeparam>
    /// <returns>The value, or <c>null</c>.</returns>
    public T? ReadNullable<T>()
        where T : struct
    {
        T? read = ReadUnmanaged<T?>();
        if (!read.HasValue)
        {
            return null;
        }

        T value = read.GetValueOrDefault();
        return PayloadValue.IsValid(value) ? PayloadValue.Normalize(value) : throw InvalidValue(typeof(T));
    }

    /// <summary>Reads the header of an object.</summary>
    /// <param name="memberCount">The number of members that follow, which may be fewer than the type has.</param>
    /// <param name="maxMembers">The number of members the type has.</param>
    /// <returns><c>false</c> when the object is null.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadObjectHeader(out int memberCount, int maxMembers = PayloadFormat.MaxMembers)
    {
        memberCount = Take(1);
        if (--_untilMemoryCheck < 0)
        {
            CheckMemory(0);
        }

        if (memberCount <= maxMembers)
        {
            return true;
        }

        if (memberCount != PayloadFormat.NullObject)
        {
            ThrowObjectHeader(memberCount, maxMembers);
        }

        return false;
    }

    /// <summary>Reads the header of an object whose number of members never changes.</summary>
    /// <param name="memberCount">The number of members.</param>
    /// <returns><c>false</c> when the object is null.</returns>
    public bool TryReadTupleHeader(int memberCount)
    {
        if (!TryReadObjectHeader(out int count, memberCount))
        {
            return false;
        }

        return count == memberCount ? true : throw Invalid($"{memberCount} values must follow, not {count}");
    }

    /// <summary>Counts one level of nesting. Paired with <see cref="Leave"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if (++_depth > _maxDepth)
        {
            ThrowTooDeep();
        }

        if ((_depth & PayloadFormat.StackCheckMask) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            ThrowNoStack();
        }
    }

    /// <summary>Ends one level of nesting.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    internal void ExpectEnd()
    {
        ReturnReferences();
        if (Remaining != 0)
        {
            throw Invalid($"{Remaining} bytes are left after the last value");
        }
    }

    internal readonly PayloadException Invalid(string reason, Exception? inner = null)
        => new($"The payload is not valid: {reason}.", inner) { Offset = Consumed };

    /// <summary>The next <paramref name="size"/> bytes, as the position behind them becomes current.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Take(int size)
    {
        int position = _position;
        if (size > _span.Length - position)
        {
            position = Join(size);
        }

        _position = position + size;
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(_span), position);
    }

    private ReadOnlySpan<byte> TakeSpan(int size) => MemoryMarshal.CreateReadOnlySpan(ref Take(size), size);

    private readonly PayloadException InvalidValue(Type type) => Invalid($"the bytes before this are not a valid {type.Name}");

    private readonly void ThrowTooShort(int size) => throw Invalid($"{size} bytes are needed, but {Remaining} remain");

    private readonly void ThrowTooDeep() => throw Invalid($"the value is nested more than {_maxDepth} levels deep");

    private readonly void ThrowNoStack()
        => throw Invalid($"the value is nested {_depth} levels deep, for which the stack of this thread is too small");

    private readonly void ThrowObjectHeader(int count, int maxMembers) => throw Invalid(count > PayloadFormat.MaxMembers
        ? $"{count} is not an object header"
        : $"an object has {count} members, but its type here has {maxMembers}; the sender has a newer version of the type");
}
