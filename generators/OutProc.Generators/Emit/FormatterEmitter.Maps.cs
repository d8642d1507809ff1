using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Maps.</content>
internal static partial class FormatterEmitter
{
    private static void EmitMap(SourceWriter source, MapShape shape)
    {
        OpenWrite(source, shape);
        WriteNullCheck(source, "WriteNullCollection");
        source.WriteLine("int index = 0;");
        source.OpenBlock("try");
        if (shape.Form.Elements is { } elements)
        {
            source.WriteLine($"{shape.PairName}[] entries = {elements};");
        }

        source.WriteLine($"int count = {(shape.Form.Elements is null ? "value.Count" : "entries.Length")};");
        source.WriteLine("writer.WriteCollectionHeader(count);");
        source.OpenBlock($"foreach ({shape.PairName} entry in {(shape.Form.Elements is null ? "value" : "entries")})");
        if (shape.RawPair is { } pair)
        {
            source.WriteLine(PayloadEmitter.WriteCall(pair, "entry") + ";");
        }
        else
        {
            source.WriteLine(PayloadEmitter.WriteCall(shape.Keys, "entry.Key") + ";");
            source.WriteLine(PayloadEmitter.WriteCall(shape.Values, "entry.Value") + ";");
        }

        source.WriteLine("index++;");
        source.CloseBlock();
        RequireCount(source, shape.Form);
        Catch(source, "index");
        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        ReadCollectionHeader(source, shape.RawPair?.MinSize ?? $"{shape.Keys.MinSize} + {shape.Values.MinSize}");
        ReadEntries(source, shape);
        string result = (shape.Form.Result ?? "items").Replace("{Type}", shape.TypeName);
        EmitResult(source, shape.Form, result, "Count");
        source.CloseBlock();
    }

    private static void ReadEntries(SourceWriter source, MapShape shape)
    {
        string types = $"<{shape.Keys.TypeName}, {shape.Values.TypeName}>";
        bool isOwn = shape.Form.Carrier == CollectionCarrier.Own;
        string type = $"{Generic}.{(isOwn ? "IDictionary" : "Dictionary")}{types}";
        string capacity = $"reader.InitialCapacity<{shape.PairName}>(count{HashOverhead})";
        OpenReadItems(source, type, isOwn ? $"new {shape.TypeName}()" : $"new {type}({capacity})", isOwn);
        if (shape.RawPair is { } pair)
        {
            source.WriteLine($"{shape.PairName} entry = {PayloadEmitter.ReadCall(pair)};");
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
    }
}
