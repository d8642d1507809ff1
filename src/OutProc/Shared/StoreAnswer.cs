using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>What the host has answered.</summary>
/// <remarks>Not thread-safe. Disposed once.</remarks>
internal readonly struct StoreAnswer : IDisposable
{
    private readonly PayloadBuffer _buffer;
    private readonly PayloadOptions _payloads;

    /// <param name="buffer">The answer, which is this object's from now on.</param>
    /// <param name="payloads">The limits that values are read under.</param>
    /// <exception cref="ProtocolViolationException">It is no answer.</exception>
    public StoreAnswer(PayloadBuffer buffer, PayloadOptions payloads)
    {
        _buffer = buffer;
        _payloads = payloads;
        var reader = new PayloadReader(buffer.InlineSpan, payloads);
        if (reader.Remaining < StoreReply.HeaderSize)
        {
            throw new ProtocolViolationException($"an answer of {buffer.Length} bytes of a shared resource");
        }

        Status = (StoreStatus)reader.ReadUnmanaged<byte>();
        Number = reader.ReadUnmanaged<long>();
    }

    public StoreStatus Status { get; }

    /// <summary>A version, a count or a position.</summary>
    public long Number { get; }

    /// <summary>The bytes behind the header.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.WrittenSpan[StoreReply.HeaderSize..];

    /// <summary>Reads the one value of the answer. Runs user code.</summary>
    /// <exception cref="Contracts.PayloadException">The bytes are no such value.</exception>
    public TValue Read<TValue>()
    {
        var reader = new PayloadReader(_buffer, _payloads);
        reader.ReadUnmanaged<byte>();
        reader.ReadUnmanaged<long>();
        TValue value = SharedCodec<TValue>.Read(ref reader);
        reader.ExpectEnd();
        return value;
    }

    public void Dispose() => _buffer.Dispose();
}
