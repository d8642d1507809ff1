using OutProc.CompilerServices;
using OutProc.Serialization;

namespace OutProc.Tests.Support;

/// <summary>What the generator would emit for one <see cref="int"/>.</summary>
internal readonly struct IntPayload(int value) : IResultPayload<IntPayload, int>
{
    public static int MaxSize => sizeof(int);

    public int Value { get; } = value;

    public static IntPayload Read(ref PayloadReader reader) => new(reader.ReadUnmanaged<int>());

    public void Write(ref PayloadWriter writer) => writer.WriteUnmanaged(Value);
}
