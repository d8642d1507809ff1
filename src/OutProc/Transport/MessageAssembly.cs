using OutProc.Protocol;
using OutProc.Serialization;

namespace OutProc.Transport;

/// <summary>A message that arrives in chunks. Its large arrays are the ones that its reader gets: the bytes are copied once.</summary>
internal sealed class MessageAssembly : IDisposable
{
    /// <summary>What memory begins with where the peer may not claim all of it at once.</summary>
    private const int FirstStep = 1 << 20;

    private readonly FrameHeader _header;
    private readonly AnnouncedArray[] _arrays;
    private readonly ClaimLimit _claims;
    private readonly PayloadBuffer _content;
    private readonly int _inlineLength;
    private int _next;
    private Array? _array;
    private int _capacity;
    private int _filled;

    public MessageAssembly(in FrameHeader header, AnnouncedArray[] arrays, ClaimLimit claims)
    {
        _header = header;
        _arrays = arrays;
        _claims = claims;
        Missing = header.Length;
        _inlineLength = header.Length;
        foreach (ref readonly AnnouncedArray array in arrays.AsSpan())
        {
            _inlineLength -= array.Length;
        }

        _content = PayloadBuffer.Rent(FirstSize(_inlineLength));
    }

    /// <summary>The number of bytes that have not arrived yet.</summary>
    public int Missing { get; private set; }

    /// <summary>Where the next bytes go: never empty while some are missing, but often shorter than what is missing.</summary>
    public Span<byte> Target()
    {
        if (_next == _arrays.Length || _content.InlineLength < _arrays[_next].Position)
        {
            return InlineTarget(_next == _arrays.Length ? _inlineLength : _arrays[_next].Position);
        }

        AnnouncedArray array = _arrays[_next];
        if (_filled == _capacity)
        {
            _capacity = _array is null ? FirstSize(array.Length) : (int)Math.Min(2L * _capacity, array.Length);
            Array larger = SegmentArrays.Allocate(array.Elements, _capacity);
            if (_array is not null)
            {
                new PayloadSegment(0, _array, 0, _filled).Bytes.CopyTo(new PayloadSegment(0, larger, 0, _filled).Bytes);
            }

            _array = larger;
        }

        return new PayloadSegment(0, _array!, 0, _capacity).Bytes[_filled..];
    }

    /// <summary>Says that bytes were put where <see cref="Target"/> said.</summary>
    public void Advance(int count)
    {
        Missing -= count;
        if (_array is null)
        {
            _content.InlineLength += count;
            return;
        }

        _filled += count;
        AnnouncedArray array = _arrays[_next];
        if (_filled == array.Length)
        {
            _content.AddSegment(new PayloadSegment(array.Position, _array, 0, array.Length));
            _array = null;
            _capacity = 0;
            _filled = 0;
            _next++;
        }
    }

    /// <summary>The message, once nothing is missing.</summary>
    public Frame Complete() => new(_header, _content, CameInChunks: true);

    public void Dispose() => _content.Dispose();

    private Span<byte> InlineTarget(int end)
    {
        int held = _content.InlineLength;
        if (_content.FullSpan.Length == held)
        {
            _content.Reserve((int)Math.Min(2L * held, _inlineLength));
        }

        return _content.FullSpan[held..Math.Min(end, _content.FullSpan.Length)];
    }

    /// <summary>What is allocated at first for so many bytes; a multiple of every element's size, or all of them.</summary>
    private int FirstSize(int size) => _claims.TryClaim(size) ? size : Math.Min(size, FirstStep);
}
