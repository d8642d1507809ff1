using OutProc.CompilerServices;
using OutProc.Serialization;

namespace OutProc.Tests.Support;

/// <summary>What the generator would emit for one array of bytes.</summary>
internal readonly struct BytesPayload(byte[]? value) : IPayload<BytesPayload>
{
    public static int MaxSize => -1;

    public byte[]? Value { get; } = value;

    public static BytesPayload Read(ref PayloadReader reader) => new(reader.ReadArray<byte>());

    public void Write(ref PayloadWriter writer) => writer.WriteArray(Value);
}
