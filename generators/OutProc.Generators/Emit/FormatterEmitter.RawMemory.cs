using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Copies of the layouts of types without references.</content>
internal static partial class FormatterEmitter
{
    private const string Interop = "global::System.Runtime.InteropServices";

    private static void EmitRawMemory(SourceWriter source, RawMemoryShape shape)
    {
        string pack = shape.Pack > 0 ? $", Pack = {shape.Pack}" : "";
        string size = shape.Size > 0 ? $", Size = {shape.Size}" : "";
        if (shape.Layout != "Sequential" || pack.Length + size.Length > 0)
        {
            source.WriteLine($"[{Interop}.StructLayout({Interop}.LayoutKind.{shape.Layout}{pack}{size})]");
        }

        if (shape.Length > 0)
        {
            source.WriteLine($"[global::System.Runtime.CompilerServices.InlineArray({shape.Length})]");
        }

        source.OpenBlock($"internal struct {shape.Name} : global::OutProc.Serialization.IRawMemory");
        for (int i = 0; i < shape.Fields.Count; i++)
        {
            RawField field = shape.Fields[i];
            string offset = field.Offset is { } value ? $"[{Interop}.FieldOffset({value})] " : "";
            source.WriteLine($"{offset}private {(field.Count > 0 ? $"Buffer{i}" : field.TypeName)} _{i};");
        }

        source.WriteLine();
        source.WriteLine($"public static int DataSize => {shape.DataSize ?? "-1"};");
        source.WriteLine();
        source.WriteLine($"public static bool IsChecked => {(shape.IsChecked ? "true" : "false")};");
        source.WriteLine();
        source.OpenBlock("public void Describe(global::OutProc.Serialization.RawLayout layout)");
        for (int i = 0; i < shape.Fields.Count; i++)
        {
            Describe(source, shape, i);
        }

        if (shape.Size > 0)
        {
            source.WriteLine("layout.KeepAll(ref this);");
        }

        source.CloseBlock();
        EmitBuffers(source, shape);
        source.CloseBlock();
    }

    private static void Describe(SourceWriter source, RawMemoryShape shape, int index)
    {
        RawField field = shape.Fields[index];
        string method = field.IsNested ? "AddNested" : "Add";
        int count = Math.Max(field.Count, shape.Length);
        bool isOptional = shape.IsNullable && index > 0;
        if (isOptional)
        {
            source.WriteLine("layout.BeginOptional(ref this, ref _0);");
        }

        source.WriteLine($"layout.{method}(ref this, ref _{index}{(field.Count > 0 ? "._0" : "")}{(count > 0 ? $", {count}" : "")});");
        if (isOptional)
        {
            source.WriteLine($"layout.EndOptional(ref this, ref _{index});");
        }
    }

    /// <summary>A fixed buffer is a struct of its first element with the size of all of them.</summary>
    private static void EmitBuffers(SourceWriter source, RawMemoryShape shape)
    {
        for (int i = 0; i < shape.Fields.Count; i++)
        {
            if (shape.Fields[i] is { Count: > 0 } field)
            {
                source.WriteLine();
                source.WriteLine(
                    $"[{Interop}.StructLayout({Interop}.LayoutKind.Sequential, Size = {field.Count} * sizeof({field.TypeName}))]");
                source.OpenBlock($"private struct Buffer{i}");
                source.WriteLine($"public {field.TypeName} _0;");
                source.CloseBlock();
            }
        }
    }
}
