using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Arrays, lists, sets, maps and memory.</content>
internal sealed partial class TypeShapeParser
{
    /// <summary>
    /// The generic collections with one element type: what they are, and the calls of the runtime when the elements are raw memory.
    /// </summary>
    private static readonly Dictionary<string, (SequenceKind Kind, string RawWrite, string RawRead)> s_sequences = new(
        StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = (SequenceKind.List, "WriteList", "ReadList"),
        ["System.Collections.Generic.HashSet`1"] = (SequenceKind.HashSet, "", ""),
        ["System.Collections.Generic.IEnumerable`1"] = (SequenceKind.Enumerable, "WriteEnumerable", "ReadArray"),
        ["System.Collections.Generic.ICollection`1"] = (SequenceKind.ListInterface, "WriteEnumerable", "ReadList"),
        ["System.Collections.Generic.IList`1"] = (SequenceKind.ListInterface, "WriteEnumerable", "ReadList"),
        ["System.Collections.Generic.IReadOnlyCollection`1"] = (SequenceKind.ListInterface, "WriteEnumerable", "ReadList"),
        ["System.Collections.Generic.IReadOnlyList`1"] = (SequenceKind.ListInterface, "WriteEnumerable", "ReadList"),
        ["System.Collections.Generic.ISet`1"] = (SequenceKind.SetInterface, "", ""),
        ["System.Collections.Generic.IReadOnlySet`1"] = (SequenceKind.SetInterface, "", ""),
        ["System.Memory`1"] = (SequenceKind.Memory, "WriteMemory", "ReadMemory"),
        ["System.ReadOnlyMemory`1"] = (SequenceKind.Memory, "WriteMemory", "ReadReadOnlyMemory"),
        ["System.ArraySegment`1"] = (SequenceKind.Memory, "WriteMemory", "ReadArraySegment"),
    };

    /// <summary>The maps, and whether they are an interface.</summary>
    private static readonly Dictionary<string, bool> s_maps = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.Dictionary`2"] = false,
        ["System.Collections.Generic.IDictionary`2"] = true,
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = true,
    };

    private TypeShape? VisitArray(IArrayTypeSymbol type)
    {
        if (type.Rank > 1)
        {
            return Refuse(type, "an array of several dimensions, which OutProc does not write; use an array of arrays");
        }

        return Visit(type.ElementType, "[]") is { } element ? Sequence(type, SequenceKind.Array, element, "WriteArray", "ReadArray") : null;
    }

    private TypeShape? VisitSequence(INamedTypeSymbol type, SequenceKind kind, string rawWrite, string rawRead)
        => Visit(type.TypeArguments[0], "[]") is { } element ? Sequence(type, kind, element, rawWrite, rawRead) : null;

    private TypeShape Sequence(ITypeSymbol type, SequenceKind kind, TypeShape element, string rawWrite, string rawRead)
    {
        string schema = element.Schema + "[]";
        if (element.Kind == TypeShapeKind.Unmanaged && rawWrite.Length > 0)
        {
            return new TypeShape(
                type.ToDisplayString(TypeNames.FullyQualified),
                type.ToDisplayString(TypeNames.Code),
                TypeShapeKind.BuiltIn,
                $"{rawWrite}<{element.TypeName}>",
                $"{rawRead}<{element.TypeName}>",
                type.IsReferenceType,
                "4",
                schema,
                []);
        }

        FormatterName name = FormatterName.OfConstructed(type);
        Reach(new SequenceShape(
            name.Namespace, name.Name, type.ToDisplayString(TypeNames.Code), type.IsReferenceType, schema, kind, element));
        return ShapeOf(name, type, "4", schema);
    }

    private TypeShape? VisitMap(INamedTypeSymbol type, bool isInterface)
    {
        TypeShape? key = Visit(type.TypeArguments[0], ".Keys[]");
        TypeShape? value = Visit(type.TypeArguments[1], ".Values[]");
        if (key is null || value is null)
        {
            return null;
        }

        string schema = $"map<{key.Schema}, {value.Schema}>";
        bool isRawPair = key.Kind == TypeShapeKind.Unmanaged && value.Kind == TypeShapeKind.Unmanaged;
        FormatterName name = FormatterName.OfConstructed(type);
        Reach(new MapShape(name.Namespace, name.Name, type.ToDisplayString(TypeNames.Code), schema, isInterface, isRawPair, key, value));
        return ShapeOf(name, type, "4", schema);
    }
}
