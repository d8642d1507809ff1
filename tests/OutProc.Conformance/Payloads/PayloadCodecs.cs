using System.Reflection;
using OutProc.Serialization;

namespace OutProc.Conformance.Payloads;

/// <summary>Calls the codecs and makers of a compiled assembly by the names of their classes.</summary>
internal sealed class PayloadCodecs(Assembly assembly)
{
    private readonly Dictionary<string, Writer> _writers = [];
    private readonly Dictionary<string, Reader> _readers = [];

    private delegate void Writer(ref PayloadWriter writer, object? value);

    private delegate object? Reader(ref PayloadReader reader);

    public object? Make(string maker) => Method(maker, "Make").CreateDelegate<Func<object?>>()();

    public byte[] Write(string codec, object? value, PayloadOptions options)
    {
        using var buffer = PayloadBuffer.Rent();
        Write(buffer, codec, value, options);
        return buffer.WrittenSpan.ToArray();
    }

    public void Write(PayloadBuffer buffer, string codec, object? value, PayloadOptions options)
    {
        var writer = new PayloadWriter(buffer, options);
        if (!_writers.TryGetValue(codec, out Writer? write))
        {
            _writers[codec] = write = Method(codec, "Write").CreateDelegate<Writer>();
        }

        write(ref writer, value);
        writer.Complete();
    }

    /// <param name="codec">The class of the codec.</param>
    /// <param name="payload">The bytes.</param>
    /// <param name="options">The limits.</param>
    /// <param name="consumed">The number of bytes read.</param>
    public object? Read(string codec, ReadOnlySpan<byte> payload, PayloadOptions options, out int consumed)
    {
        Reader read = ReaderOf(codec);
        var reader = new PayloadReader(payload, options);
        object? value = read(ref reader);
        consumed = reader.Consumed;
        return value;
    }

    public object? ReadWhole(string codec, ReadOnlySpan<byte> payload, PayloadOptions options)
    {
        var reader = new PayloadReader(payload, options);
        object? value = ReaderOf(codec)(ref reader);
        reader.ExpectEnd();
        return value;
    }

    private Reader ReaderOf(string codec)
    {
        if (!_readers.TryGetValue(codec, out Reader? read))
        {
            _readers[codec] = read = Method(codec, "Read").CreateDelegate<Reader>();
        }

        return read;
    }

    private MethodInfo Method(string type, string name)
        => assembly.GetType(type, throwOnError: true)!.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!;
}
