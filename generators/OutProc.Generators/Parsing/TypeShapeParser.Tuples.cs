using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Tuples, pairs and nullable structs. Those without references are raw memory and never get here.</content>
internal sealed partial class TypeShapeParser
{
    private TypeShape? VisitTuple(INamedTypeSymbol type, bool hasHeader)
    {
        var names = new string[type.TypeArguments.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = i == 7 ? "Rest" : $"Item{i + 1}";
        }

        return VisitItems(type, names, hasHeader);
    }

    private TypeShape? VisitPair(INamedTypeSymbol type) => VisitItems(type, ["Key", "Value"], hasHeader: false);

    private TypeShape? VisitItems(INamedTypeSymbol type, string[] names, bool hasHeader)
    {
        var items = new List<TupleItem>();
        for (int i = 0; i < names.Length; i++)
        {
            if (Visit(type.TypeArguments[i], "." + NameOfItem(type, i, names[i])) is { } item)
            {
                items.Add(new TupleItem(names[i], "value." + names[i], names[i].ToLowerInvariant(), item));
            }
        }

        return items.Count == names.Length ? Tuple(type, hasHeader, "new " + type.ToDisplayString(TypeNames.Code), items) : null;
    }

    /// <summary>A lazy value is forced when it is written, and is there already when it is read.</summary>
    private TypeShape? VisitLazy(INamedTypeSymbol type) => VisitItems(type, ["Value"], hasHeader: true);

    private TypeShape? VisitGrouping(INamedTypeSymbol type)
    {
        INamedTypeSymbol sequence = type.FindInterface("System.Collections.Generic.IEnumerable`1")!;
        TypeShape? key = Visit(type.TypeArguments[0], ".Key");
        TypeShape? elements = Visit(sequence);
        return key is null || elements is null ? null : Tuple(
            type,
            hasHeader: true,
            "reader.ToGrouping",
            [new TupleItem("Key", "value.Key", "key", key), new TupleItem("Elements", "value", "elements", elements)]);
    }

    private TypeShape Tuple(INamedTypeSymbol type, bool hasHeader, string creation, List<TupleItem> items)
    {
        string schema = (hasHeader ? "tuple(" : "(") + string.Join(", ", items.Select(item => item.Shape.Schema)) + ")";
        FormatterName name = FormatterName.OfConstructed(type);
        Reach(new TupleShape(
            name.Namespace,
            name.Name,
            type.ToDisplayString(TypeNames.Code),
            type.IsReferenceType,
            schema,
            hasHeader,
            creation,
            items.ToEquatableArray()));
        return ShapeOf(name, type, hasHeader ? "1" : string.Join(" + ", items.Select(item => item.Shape.MinSize)), schema);
    }

    private TypeShape? VisitNullable(INamedTypeSymbol type)
    {
        if (Visit(type.TypeArguments[0]) is not { } value)
        {
            return null;
        }

        if (value.Kind == TypeShapeKind.Unmanaged)
        {
            TypeShape shape = BuiltInTypes.Unmanaged(type, size: null, value.Schema + "?", MemoryOf(type));
            return value.Memory is not null ? shape : shape with
            {
                Writes = $"WriteNullable<{value.TypeName}>",
                Reads = $"ReadNullable<{value.TypeName}>",
            };
        }

        string schema = value.Schema + "?";
        FormatterName name = FormatterName.OfConstructed(type);
        Reach(new NullableShape(name.Namespace, name.Name, type.ToDisplayString(TypeNames.Code), schema, value));
        return ShapeOf(name, type, "1", schema);
    }

    /// <summary>The name the user gave an item of a tuple, for the path in messages.</summary>
    private static string NameOfItem(INamedTypeSymbol type, int index, string name)
        => type.IsTupleType && index < type.TupleElements.Length && index < 7 ? type.TupleElements[index].Name : name;
}
