using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Tuples, pairs and nullable structs with references.</content>
internal static partial class FormatterEmitter
{
    private static void EmitTuple(SourceWriter source, TupleShape shape)
    {
        EmitNames(source, shape.Items.Select(item => item.Name));
        OpenWrite(source, shape);
        if (shape.HasHeader)
        {
            WriteNullCheck(source, "WriteNullObject");
            source.WriteLine($"writer.WriteObjectHeader({shape.Items.Count});");
        }

        source.WriteLine("int member = 0;");
        source.OpenBlock("try");
        for (int i = 0; i < shape.Items.Count; i++)
        {
            EmitStep(source, i);
            source.WriteLine(PayloadEmitter.WriteCall(shape.Items[i].Shape, shape.Items[i].Get) + ";");
        }

        Catch(source, "s_members[member]");
        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        if (shape.HasHeader)
        {
            source.OpenBlock($"if (!reader.TryReadTupleHeader({shape.Items.Count}))");
            source.WriteLine("return null;");
            source.CloseBlock();
            source.WriteLine();
        }

        source.WriteLine("int member = 0;");
        source.OpenBlock("try");
        for (int i = 0; i < shape.Items.Count; i++)
        {
            EmitStep(source, i);
            TypeShape item = shape.Items[i].Shape;
            source.WriteLine($"{item.TypeName} _{shape.Items[i].Name} = {PayloadEmitter.ReadCall(item)};");
        }

        source.WriteLine();
        string arguments = string.Join(", ", shape.Items.Select(item => $"{item.Parameter}: _{item.Name}"));
        source.WriteLine($"return {shape.Creation}({arguments});");
        Catch(source, "s_members[member]");
        source.CloseBlock();
    }

    private static void EmitNullable(SourceWriter source, NullableShape shape)
    {
        OpenWrite(source, shape);
        source.OpenBlock("if (!value.HasValue)");
        source.WriteLine("writer.WriteNullObject();");
        source.WriteLine("return;");
        source.CloseBlock();
        source.WriteLine();
        source.WriteLine("writer.WriteObjectHeader(1);");
        source.WriteLine(PayloadEmitter.WriteCall(shape.Value, "value.GetValueOrDefault()") + ";");
        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        source.WriteLine($"return reader.TryReadTupleHeader(1) ? {PayloadEmitter.ReadCall(shape.Value)} : null;");
        source.CloseBlock();
    }

    private static void EmitNames(SourceWriter source, IEnumerable<string> names)
    {
        source.WriteLine($"private static readonly string[] s_members = [{string.Join(", ", names.Select(name => $"\"{name}\""))}, null];");
        source.WriteLine();
    }

    /// <summary>Says which member is next; the first one is the initial value.</summary>
    private static void EmitStep(SourceWriter source, int index)
    {
        if (index > 0)
        {
            source.WriteLine($"member = {index};");
        }
    }
}
