using OutProc.Serialization;

namespace OutProc.Shared;

/// <summary>Writes and reads the items of one type.</summary>
internal abstract class ItemCodec<T>
{
    public abstract void Write(ref PayloadWriter writer, T value);

    public abstract T Read(ref PayloadReader reader);
}
