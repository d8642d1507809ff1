using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Collections of elements.</content>
internal static partial class FormatterEmitter
{
    private const string Generic = "global::System.Collections.Generic";
    /// <summary>What a hash table stores beside each entry: its hash, the next entry, and an entry of the table itself.</summary>
    private const string HashOverhead = ", 16";

    private const string Sequences = "global::OutProc.CompilerServices.PayloadSequence";

    private static void EmitSequence(SourceWriter source, SequenceShape shape)
    {
        OpenWrite(source, shape);
        if (shape.IsReferenceType || shape.Form.NullTest is not null)
        {
            WriteNullCheck(source, "WriteNullCollection", shape.Form.NullTest);
        }

        if (shape is { IsRaw: true, Form.Elements: not null })
        {
            source.OpenBlock("try");
            // An array is handed over as one: a large one is not copied.
            string write = shape.Form.RawWrite == "WriteArray" ? "WriteArray" : "WriteSpan";
            source.WriteLine($"writer.{write}<{shape.Element.BlockArguments}>({Expand(shape.Form.Elements, shape)});");
            Catch(source, "null");
        }
        else
        {
            source.WriteLine("int index = 0;");
            source.OpenBlock("try");
            WriteElements(source, shape);
            Catch(source, "index");
        }

        source.CloseBlock();
        source.WriteLine();

        OpenRead(source, shape);
        bool isArray = shape.Form.Carrier == CollectionCarrier.Array;
        if (shape.IsRaw && (isArray || shape.Form.Carrier == CollectionCarrier.List))
        {
            string carrier = isArray ? ArrayOf(shape.Element.TypeName) : $"{Generic}.List<{shape.Element.TypeName}>";
            source.WriteLine($"{carrier} items = reader.Read{shape.Form.Carrier}<{shape.Element.BlockArguments}>();");
            source.OpenBlock("if (items is null)");
            source.WriteLine("return default;");
            source.CloseBlock();
            source.WriteLine();
        }
        else
        {
            ReadCollectionHeader(source, shape.Element.MinSize);
            if (isArray)
            {
                ReadArray(source, shape.Element);
            }
            else
            {
                ReadCollection(source, shape);
            }
        }

        EmitResult(source, shape.Form, Expand(shape.Form.Result ?? "items", shape), isArray ? "Length" : "Count");
        source.CloseBlock();
    }

    private static void WriteElements(SourceWriter source, SequenceShape shape)
    {
        string element = shape.Element.TypeName;
        if (shape.Form.Elements is { } elements)
        {
            source.WriteLine($"global::System.ReadOnlySpan<{element}> items = {Expand(elements, shape)};");
            WriteSpanLoop(source, shape.Element);
            return;
        }

        source.WriteLine("int count = value.Count;");
        source.WriteLine("writer.WriteCollectionHeader(count);");
        source.OpenBlock($"foreach ({element} item in value)");
        source.WriteLine(PayloadEmitter.WriteCall(shape.Element, "item") + ";");
        source.WriteLine("index++;");
        source.CloseBlock();
        RequireCount(source, shape.Form);
    }

    /// <summary>Writes the count and the elements of <c>items</c>, a span.</summary>
    private static void WriteSpanLoop(SourceWriter source, TypeShape element)
    {
        source.WriteLine("writer.WriteCollectionHeader(items.Length);");
        source.OpenBlock("for (; index < items.Length; index++)");
        source.WriteLine(PayloadEmitter.WriteCall(element, "items[index]") + ";");
        source.CloseBlock();
    }

    private static void RequireCount(SourceWriter source, CollectionForm form)
    {
        if (form.IsOpen)
        {
            source.WriteLine();
            source.WriteLine($"{Sequences}.RequireCount(index, count);");
        }
    }

    private static void ReadCollectionHeader(SourceWriter source, string minSize)
    {
        source.OpenBlock($"if (!reader.TryReadCollectionHeader({minSize}, out int count))");
        source.WriteLine("return default;");
        source.CloseBlock();
        source.WriteLine();
    }

    /// <summary>Reads <c>count</c> elements into <c>items</c>, an array that is never larger than what has arrived warrants.</summary>
    private static void ReadArray(SourceWriter source, TypeShape element)
    {
        string newArray = NewArray(ArrayOf(element.TypeName), $"reader.InitialCapacity<{element.TypeName}>(count)");
        source.WriteLine($"{ArrayOf(element.TypeName)} items = {newArray};");
        source.WriteLine("int index = 0;");
        source.OpenBlock("try");
        source.OpenBlock("for (; index < count; index++)");
        source.OpenBlock("if (index == items.Length)");
        source.WriteLine("reader.Grow(ref items, count);");
        source.CloseBlock();
        source.WriteLine();
        source.WriteLine($"items[index] = {PayloadEmitter.ReadCall(element)};");
        source.CloseBlock();
        Catch(source, "index");
        source.WriteLine();
    }

    private static void ReadCollection(SourceWriter source, SequenceShape shape)
    {
        string element = shape.Element.TypeName;
        bool isOwn = shape.Form.Carrier == CollectionCarrier.Own;
        bool isSet = shape.Form.Carrier == CollectionCarrier.HashSet;
        string type = isOwn ? $"{Generic}.ICollection<{element}>" : $"{Generic}.{shape.Form.Carrier}<{element}>";
        string capacity = $"reader.InitialCapacity<{element}>(count{(isSet ? HashOverhead : "")})";
        OpenReadItems(source, type, isOwn ? $"new {shape.TypeName}()" : $"new {type}({capacity})", isOwn);
        string item = PayloadEmitter.ReadCall(shape.Element);
        source.WriteLine(isSet ? $"reader.AddItem(items, {item});" : $"items.Add({item});");
        source.CloseBlock();
        Catch(source, "index");
        source.WriteLine();
    }

    /// <summary>
    /// Opens the loop that reads <c>count</c> elements into <c>items</c>. The constructor of a class of the user's own may throw anything.
    /// </summary>
    private static void OpenReadItems(SourceWriter source, string type, string creation, bool isOwn)
    {
        if (isOwn)
        {
            source.WriteLine("reader.ChargeNodes(count);");
        }

        source.WriteLine(isOwn ? $"{type} items;" : $"var items = {creation};");
        source.WriteLine("int index = 0;");
        source.OpenBlock("try");
        if (isOwn)
        {
            source.WriteLine($"items = {creation};");
        }

        source.OpenBlock("for (; index < count; index++)");
    }

    /// <summary>Returns the collection that is made of <c>items</c>.</summary>
    private static void EmitResult(SourceWriter source, CollectionForm form, string result, string count)
    {
        if (form.HasNodes)
        {
            source.WriteLine($"reader.ChargeNodes(items.{count});");
        }

        if (form.Compares)
        {
            source.OpenBlock("try");
        }

        source.WriteLine($"return {result};");
        if (form.Compares)
        {
            Catch(source, "null");
        }
    }

    private static string Expand(string expression, SequenceShape shape)
        => expression.Replace("{T}", shape.Element.TypeName).Replace("{Type}", shape.TypeName);

    /// <summary>The array of a type: of <c>int[,]</c> it is <c>int[][,]</c>, as C# reads brackets from left to right.</summary>
    private static string ArrayOf(string element) => element.Insert(BracketsOf(element), "[]");

    private static string NewArray(string array, string lengths)
    {
        int start = BracketsOf(array);
        int end = array.IndexOf(']', start);
        return $"new {array.Substring(0, start)}[{lengths}]{array.Substring(end + 1)}";
    }

    /// <summary>Where the brackets of an array type begin; the end for other types.</summary>
    private static int BracketsOf(string type)
    {
        int start = type.Length;
        while (start > 0 && type[start - 1] is '[' or ']' or ',')
        {
            start--;
        }

        return start;
    }
}
