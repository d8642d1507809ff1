namespace OutProc.Generators.Tests.Payloads;

/// <summary>
/// The part of MemoryPack's serializer that emitted code calls, with the signatures of the real one and a format of our own: written for these
/// tests, for the package is not a dependency.
/// </summary>
internal static class DelegationStubs
{
    public const string Source =
        """
        #nullable enable
        namespace MemoryPack
        {
            public sealed class MemoryPackSerializerOptions { public static readonly MemoryPackSerializerOptions Default = new(); }

            public sealed class MemoryPackWriterOptionalState : IDisposable
            {
                public static int Rented;
                public void Dispose() => Rented--;
            }

            public static class MemoryPackWriterOptionalStatePool
            {
                public static MemoryPackWriterOptionalState Rent(MemoryPackSerializerOptions? options)
                {
                    MemoryPackWriterOptionalState.Rented++;
                    return new MemoryPackWriterOptionalState();
                }
            }

            public sealed class MemoryPackReaderOptionalState : IDisposable { public void Dispose() { } }

            public static class MemoryPackReaderOptionalStatePool
            {
                public static MemoryPackReaderOptionalState Rent(MemoryPackSerializerOptions? options) => new();
            }

            public interface IForeign { string Save(); void Load(string text); }

            public ref struct MemoryPackWriter<TBufferWriter> where TBufferWriter : System.Buffers.IBufferWriter<byte>
            {
                private ref TBufferWriter _target;
                public MemoryPackWriter(ref TBufferWriter target, MemoryPackWriterOptionalState state) => _target = ref target;
                public void Write(scoped ReadOnlySpan<byte> bytes)
                {
                    bytes.CopyTo(_target.GetSpan(bytes.Length));
                    _target.Advance(bytes.Length);
                }
            }

            public static class MemoryPackSerializer
            {
                public static void Serialize<T, TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped in T? value)
                    where TBufferWriter : System.Buffers.IBufferWriter<byte>
                {
                    byte[] text = System.Text.Encoding.UTF8.GetBytes(value is IForeign foreign ? foreign.Save() : "");
                    writer.Write([(byte)(value is null ? 255 : text.Length)]);
                    foreach (byte part in text) { writer.Write([part]); }
                }
            }

            public ref struct MemoryPackReader
            {
                private readonly ReadOnlySpan<byte> _bytes;
                public MemoryPackReader(ReadOnlySpan<byte> bytes, MemoryPackReaderOptionalState state) => _bytes = bytes;
                public int Consumed { get; private set; }
                public void ReadValue<T>(scoped ref T? value)
                {
                    int length = _bytes[0];
                    Consumed = 1;
                    if (length == 255) { value = default; return; }
                    object made = Activator.CreateInstance(typeof(T), nonPublic: true)!;
                    ((IForeign)made).Load(System.Text.Encoding.UTF8.GetString(_bytes.Slice(1, length)));
                    Consumed += length;
                    value = (T)made;
                }
                public void Dispose() { }
            }
        }
        """;
}
