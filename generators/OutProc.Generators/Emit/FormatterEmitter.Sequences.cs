using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Collections of elements and maps.</content>
internal static partial class FormatterEmitter
{
    private const string Generic = "global::System.Collections.Generic";

    private static void EmitSequence(SourceWriter source, SequenceShape shape)
    {
        OpenWrite(source, shape);
        if (shape.IsReferenceType)
        {
            WriteNullCheck(source, "WriteNullCollection");
        }

        source.WriteLine("int index = 0;");
        source.OpenBlock("try");
        if (shape.Kind == SequenceKind.HashSet)
        {
            source.WriteLine("writer.WriteCollectionHeader(value.Count);");
            source.OpenBlock($"foreach ({shape.Element.TypeName} item in value)");
            source.WriteLine(PayloadEmitter.WriteCall(shape.Element, "item") + ";");
            source.WriteLine("index++;");
        }
        else
        {
            source.WriteLine($"global::System.ReadOnlySpan<{shape.Element.TypeName}> items = {SpanOf(shape)};");
            source.WriteLine("writer.WriteCollectionHeader(items.Length);");
            source.OpenBlock("for (; index < items.Length; index++)");
            source.WriteLine(PayloadEmitter.WriteCall(shape.Element, "items[index]") + ";");
        }

        source.CloseBlock();
        Catch(source, "index");
        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        source.OpenBlock($"if (!reader.TryReadCollectionHeader({shape.Element.MinSize}, out int count))");
        source.WriteLine("return default;");
        source.CloseBlock();
        source.WriteLine();
        if (shape.Kind is SequenceKind.Array or SequenceKind.Memory or SequenceKind.Enumerable)
        {
            ReadArray(source, shape);
        }
        else
        {
            ReadCollection(source, shape);
        }

        source.CloseBlock();
    }

    private static string SpanOf(SequenceShape shape) => shape.Kind switch
    {
        SequenceKind.Array => "value",
        SequenceKind.List => "global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(value)",
        SequenceKind.Memory when shape.TypeName.StartsWith("global::System.ArraySegment<", StringComparison.Ordinal) => "value",
        SequenceKind.Memory => "value.Span",
        _ => "global::OutProc.CompilerServices.PayloadSequence.AsSpan(value)",
    };

    private static void ReadArray(SourceWriter source, SequenceShape shape)
    {
        string element = shape.Element.TypeName;
        int end = element.Length;
        while (end >= 2 && element[end - 1] == ']' && element[end - 2] == '[')
        {
            end -= 2;
        }

        string newArray = $"new {element.Substring(0, end)}[reader.InitialCapacity<{element}>(count)]{element.Substring(end)}";
        source.WriteLine($"{element}[] items = {newArray};");
        source.WriteLine("int index = 0;");
        source.OpenBlock("try");
        source.OpenBlock("for (; index < count; index++)");
        source.OpenBlock("if (index == items.Length)");
        source.WriteLine("reader.Grow(ref items, count);");
        source.CloseBlock();
        source.WriteLine();
        source.WriteLine($"items[index] = {PayloadEmitter.ReadCall(shape.Element)};");
        source.CloseBlock();
        Catch(source, "index");
        source.WriteLine();
        source.WriteLine("return items;");
    }

    private static void ReadCollection(SourceWriter source, SequenceShape shape)
    {
        string element = shape.Element.TypeName;
        string type = shape.Kind is SequenceKind.HashSet or SequenceKind.SetInterface ? "HashSet" : "List";
        source.WriteLine($"var items = new {Generic}.{type}<{element}>(reader.InitialCapacity<{element}>(count));");
        source.WriteLine("int index = 0;");
        source.OpenBlock("try");
        source.OpenBlock("for (; index < count; index++)");
        source.WriteLine($"items.Add({PayloadEmitter.ReadCall(shape.Element)});");
        source.CloseBlock();
        Catch(source, "index");
        source.WriteLine();
        source.WriteLine("return items;");
    }

    private static void EmitMap(SourceWriter source, MapShape shape)
    {
        string pair = $"{Generic}.KeyValuePair<{shape.Keys.TypeName}, {shape.Values.TypeName}>";
        OpenWrite(source, shape);
        WriteNullCheck(source, "WriteNullCollection");
        source.WriteLine("int index = 0;");
        source.OpenBlock("try");
        source.WriteLine("int count = value.Count;");
        source.WriteLine("writer.WriteCollectionHeader(count);");
        source.OpenBlock($"foreach ({pair} entry in value)");
        if (shape.IsRawPair)
        {
            source.WriteLine("writer.WriteUnmanaged(entry);");
        }
        else
        {
            source.WriteLine(PayloadEmitter.WriteCall(shape.Keys, "entry.Key") + ";");
            source.WriteLine(PayloadEmitter.WriteCall(shape.Values, "entry.Value") + ";");
        }

        source.WriteLine("index++;");
        source.CloseBlock();
        if (shape.IsInterface)
        {
            source.WriteLine();
            source.WriteLine("global::OutProc.CompilerServices.PayloadSequence.RequireCount(index, count);");
        }

        Catch(source, "index");
        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        string size = shape.IsRawPair
            ? $"global::System.Runtime.CompilerServices.Unsafe.SizeOf<{pair}>()"
            : $"{shape.Keys.MinSize} + {shape.Values.MinSize}";
        source.OpenBlock($"if (!reader.TryReadCollectionHeader({size}, out int count))");
        source.WriteLine("return null;");
        source.CloseBlock();
        source.WriteLine();
        string map = $"{Generic}.Dictionary<{shape.Keys.TypeName}, {shape.Values.TypeName}>";
        source.WriteLine($"var items = new {map}(reader.InitialCapacity<{pair}>(count));");
        source.WriteLine("int index = 0;");
        source.OpenBlock("try");
        source.OpenBlock("for (; index < count; index++)");
        if (shape.IsRawPair)
        {
            source.WriteLine($"{pair} entry = reader.ReadUnmanaged<{pair}>();");
            source.WriteLine("reader.AddEntry(items, entry.Key, entry.Value);");
        }
        else
        {
            source.WriteLine($"{shape.Keys.TypeName} key = {PayloadEmitter.ReadCall(shape.Keys)};");
            source.WriteLine($"reader.AddEntry(items, key, {PayloadEmitter.ReadCall(shape.Values)});");
        }

        source.CloseBlock();
        Catch(source, "index");
        source.WriteLine();
        source.WriteLine("return items;");
        source.CloseBlock();
    }
}
