using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Values that MemoryPack's own serializer writes and reads.</content>
internal static partial class FormatterEmitter
{
    /// <summary>
    /// Each value gets a rented state of its own: the static entry points keep theirs per thread, and our code may run inside one of them.
    /// </summary>
    private static void EmitDelegation(SourceWriter source, DelegatedShape shape)
    {
        OpenWrite(source, shape);
        source.WriteLine($$"""
            global::OutProc.Serialization.DelegatedWriter target = writer.BeginDelegated();
            try
            {
                using (global::MemoryPack.MemoryPackWriterOptionalState state =
                    global::MemoryPack.MemoryPackWriterOptionalStatePool.Rent(global::MemoryPack.MemoryPackSerializerOptions.Default))
                {
                    var memoryPack = new global::MemoryPack.MemoryPackWriter<global::OutProc.Serialization.DelegatedWriter>(ref target, state);
                    global::MemoryPack.MemoryPackSerializer.Serialize<{{shape.TypeName}}, global::OutProc.Serialization.DelegatedWriter>(
                        ref memoryPack, in value);
                }
            }
            """);
        CatchDelegated(source);
        source.WriteLine();
        source.WriteLine("writer.EndDelegated(in target);");
        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        source.WriteLine($$"""
            {{shape.TypeName}} value = default;
            try
            {
                using (global::MemoryPack.MemoryPackReaderOptionalState state =
                    global::MemoryPack.MemoryPackReaderOptionalStatePool.Rent(global::MemoryPack.MemoryPackSerializerOptions.Default))
                {
                    var memoryPack = new global::MemoryPack.MemoryPackReader(reader.Rest, state);
                    try
                    {
                        memoryPack.ReadValue<{{shape.TypeName}}>(ref value);
                        reader.Skip(memoryPack.Consumed);
                    }
                    finally
                    {
                        memoryPack.Dispose();
                    }
                }
            }
            """);
        CatchDelegated(source);
        source.WriteLine();
        source.WriteLine("return value;");
        source.CloseBlock();
    }

    private static void CatchDelegated(SourceWriter source)
    {
        source.OpenBlock($"catch ({Exceptions}) when ({Failure}.IsForeign(exception, null))");
        source.WriteLine($"throw {Failure}.Wrap(exception, null);");
        source.CloseBlock();
    }
}
