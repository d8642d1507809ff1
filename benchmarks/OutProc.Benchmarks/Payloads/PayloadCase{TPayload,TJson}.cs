using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OutProc.CompilerServices;
using OutProc.Serialization;

namespace OutProc.Benchmarks.Payloads;

/// <summary>A <see cref="PayloadCase"/> of known types.</summary>
#pragma warning disable CA1001 // The cases live as long as the program.
internal sealed class PayloadCase<TPayload, TJson> : PayloadCase
#pragma warning restore CA1001
    where TPayload : struct, IPayload<TPayload>
{
    private readonly TPayload _value;
    private readonly TJson _json;
    private readonly JsonTypeInfo<TJson> _jsonType;
    private readonly PayloadBuffer _buffer = PayloadBuffer.Rent(1 << 17);
    private readonly ArrayBufferWriter<byte> _jsonBuffer = new(1 << 18);
    private readonly Utf8JsonWriter _jsonWriter;
    private TPayload _read;
    private TJson? _readJson;

    public PayloadCase(string name, double? target, TPayload value, TJson json, JsonTypeInfo<TJson> jsonType)
        : base(name, target)
    {
        _value = value;
        _json = json;
        _jsonType = jsonType;
        _jsonWriter = new Utf8JsonWriter(_jsonBuffer);
        Write();
        WriteJson();
    }

    public override int PayloadBytes => _buffer.Length;

    /// <summary>What was read last; keeps the reading from being optimised away.</summary>
    public (TPayload Payload, TJson? Json) LastRead => (_read, _readJson);

    public override void Write()
    {
        var writer = new PayloadWriter(_buffer, PayloadOptions.Default);
        _value.Write(ref writer);
        writer.Complete();
    }

    public override void Read()
    {
        var reader = new PayloadReader(_buffer.WrittenSpan, PayloadOptions.Default);
        _read = TPayload.Read(ref reader);
        reader.ExpectEnd();
    }

    public override void WriteJson()
    {
        _jsonBuffer.ResetWrittenCount();
        _jsonWriter.Reset(_jsonBuffer);
        JsonSerializer.Serialize(_jsonWriter, _json, _jsonType);
    }

    public override void ReadJson() => _readJson = JsonSerializer.Deserialize(_jsonBuffer.WrittenSpan, _jsonType);
}
