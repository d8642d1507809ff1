using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Base types with known types behind them.</content>
internal static partial class FormatterEmitter
{
    private static void EmitUnion(SourceWriter source, UnionShape shape)
    {
        OpenWrite(source, shape);
        WriteNullCheck(source, "WriteNullObject");
        source.WriteLine("global::System.Type type = value.GetType();");
        foreach (UnionCase @case in shape.Cases)
        {
            source.OpenBlock($"if (type == typeof({@case.Shape.TypeName}))");
            source.WriteLine($"writer.WriteUnionHeader({@case.Tag});");
            source.WriteLine(PayloadEmitter.WriteCall(@case.Shape, $"({@case.Shape.TypeName})value") + ";");
            source.WriteLine("return;");
            source.CloseBlock();
            source.WriteLine();
        }

        source.WriteLine($"throw {Failure}.NotACase(value, typeof({shape.TypeName}));");
        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        source.WriteLine("int tag = reader.ReadUnionTag();");
        source.OpenBlock("switch (tag)");
        source.WriteLine("case -1:");
        source.WriteLine("    return null;");
        foreach (UnionCase @case in shape.Cases)
        {
            source.WriteLine($"case {@case.Tag}:");
            source.WriteLine($"    return {PayloadEmitter.ReadCall(@case.Shape)};");
        }

        source.WriteLine("default:");
        source.WriteLine("    throw reader.UnknownCase(tag);");
        source.CloseBlock();
        source.CloseBlock();
    }
}
