using OutProc.CompilerServices;
using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>An emitted codec as an object.</summary>
internal sealed class EmittedItemCodec<T, TCodec> : ItemCodec<T>
    where TCodec : ISharedItemCodec<T>
{
    public override void Write(ref PayloadWriter writer, T value) => TCodec.Write(ref writer, value);

    public override T Read(ref PayloadReader reader) => TCodec.Read(ref reader);
}
