using System.Globalization;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Arrays of several dimensions.</content>
internal static partial class FormatterEmitter
{
    private static void EmitGrid(SourceWriter source, GridShape shape)
    {
        string element = shape.Element.TypeName;
        string[] dimensions = Enumerable.Range(0, shape.Rank).Select(index => index.ToString(CultureInfo.InvariantCulture)).ToArray();
        OpenWrite(source, shape);
        WriteNullCheck(source, "WriteNullObject");
        source.WriteLine($"writer.WriteObjectHeader({shape.Rank + 1});");
        source.WriteLine($"writer.WriteUnmanaged({string.Join(", ", dimensions.Select(index => $"value.GetLength({index})"))});");
        source.WriteLine($"global::System.ReadOnlySpan<{element}> items = {Sequences}.AsSpan<{element}>(value);");
        if (shape.IsRaw)
        {
            source.WriteLine($"writer.WriteSpan<{shape.Element.BlockArguments}>(items);");
        }
        else
        {
            source.WriteLine("int index = 0;");
            source.OpenBlock("try");
            WriteSpanLoop(source, shape.Element);
            Catch(source, "index");
        }

        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        source.WriteLine($"global::System.Span<int> lengths = stackalloc int[{shape.Rank}];");
        string count = shape.IsRaw ? "_" : "int count";
        source.OpenBlock($"if (!reader.TryReadGridHeader<{element}>(lengths, {shape.Element.MinSize}, out {count}))");
        source.WriteLine("return default;");
        source.CloseBlock();
        source.WriteLine();
        if (!shape.IsRaw)
        {
            ReadArray(source, shape.Element);
        }

        source.WriteLine($"var value = {NewArray(shape.TypeName, string.Join(", ", dimensions.Select(index => $"lengths[{index}]")))};");
        source.WriteLine(shape.IsRaw
            ? $"reader.ReadSpan<{shape.Element.BlockArguments}>({Sequences}.AsSpan<{element}>(value));"
            : $"global::System.MemoryExtensions.CopyTo(items, {Sequences}.AsSpan<{element}>(value));");
        source.WriteLine("return value;");
        source.CloseBlock();
    }
}
