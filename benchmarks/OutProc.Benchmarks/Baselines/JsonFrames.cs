using System.Buffers.Binary;
using System.Text.Json;
using OutProc.Benchmarks.Calls;

namespace OutProc.Benchmarks.Baselines;

/// <summary>Messages as JSON with a four-byte length before each, as a careful hand-written protocol has them.</summary>
internal sealed class JsonFrames(Stream stream)
{
    private byte[] _buffer = new byte[256];

    /// <summary>Reads a message; <c>null</c> at the end.</summary>
    public EchoMessage? Read()
    {
        Span<byte> header = stackalloc byte[sizeof(int)];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            return null;
        }

        Span<byte> body = Body(BinaryPrimitives.ReadInt32LittleEndian(header)).Span;
        stream.ReadExactly(body);
        return Parse(body);
    }

    /// <summary>Reads a message without blocking the thread.</summary>
    public async Task<EchoMessage> ReadAsync()
    {
        Memory<byte> header = Body(sizeof(int));
        await stream.ReadExactlyAsync(header);
        Memory<byte> body = Body(BinaryPrimitives.ReadInt32LittleEndian(header.Span));
        await stream.ReadExactlyAsync(body);
        return Parse(body.Span);
    }

    public void Write(EchoMessage message) => stream.Write(Frame(message));

    public ValueTask WriteAsync(EchoMessage message) => stream.WriteAsync(Frame(message));

    private static byte[] Frame(EchoMessage message)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(message, EchoJson.Default.EchoMessage);
        byte[] frame = new byte[sizeof(int) + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, body.Length);
        body.CopyTo(frame, sizeof(int));
        return frame;
    }

    private static EchoMessage Parse(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, EchoJson.Default.EchoMessage)!;

    private Memory<byte> Body(int length)
    {
        if (_buffer.Length < length)
        {
            _buffer = new byte[length];
        }

        return _buffer.AsMemory(0, length);
    }
}
