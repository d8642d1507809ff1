using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Arrays, collections, maps and memory.</content>
internal sealed partial class TypeShapeParser
{
    private const int MaxRank = 4;

    /// <summary>The collection classes around the type that is visited.</summary>
    private readonly List<INamedTypeSymbol> _openCollections = [];

    private TypeShape? VisitArray(IArrayTypeSymbol type)
    {
        if (type.Rank > MaxRank)
        {
            return Refuse(type, $"an array of {type.Rank} dimensions, and the wire format ends at {MaxRank}; use an array of arrays");
        }

        if (Visit(type.ElementType, "[]") is not { } element)
        {
            return null;
        }

        return type.Rank == 1 ? Sequence(type, CollectionForms.Array, element) : Grid(type, element);
    }

    private TypeShape Grid(IArrayTypeSymbol type, TypeShape element)
    {
        string schema = $"{element.Schema}[{new string(',', type.Rank - 1)}]";
        FormatterName name = FormatterName.OfConstructed(type);
        Reach(new GridShape(name.Namespace, name.Name, type.ToDisplayString(TypeNames.Code), schema, type.Rank, element));
        return ShapeOf(name, type, "1", schema);
    }

    private TypeShape? VisitSequence(INamedTypeSymbol type, CollectionForm form)
        => Visit(ElementOf(type), "[]") is { } element ? Sequence(type, form, element) : null;

    /// <summary>What a collection of the framework holds: for most the type argument, for some a pair of theirs.</summary>
    private ITypeSymbol ElementOf(INamedTypeSymbol type)
    {
        if (type.TypeArguments.Length == 1)
        {
            return type.TypeArguments[0];
        }

        return type.EnumeratedType() ?? _compilation.CreateTupleTypeSymbol(type.TypeArguments);
    }

    private TypeShape Sequence(ITypeSymbol type, CollectionForm form, TypeShape element)
    {
        string schema = element.Schema + "[]";
        if (element is { Kind: TypeShapeKind.Unmanaged, Memory: null } && form is { RawWrite: { } write, RawRead: { } read })
        {
            return new TypeShape(
                type.ToDisplayString(TypeNames.FullyQualified),
                type.ToDisplayString(TypeNames.Code),
                TypeShapeKind.BuiltIn,
                $"{write}<{element.TypeName}>",
                $"{read}<{element.TypeName}>",
                type.IsReferenceType,
                "4",
                schema,
                []);
        }

        FormatterName name = FormatterName.OfConstructed(type);
        Reach(new SequenceShape(
            name.Namespace, name.Name, type.ToDisplayString(TypeNames.Code), type.IsReferenceType, schema, form, element));
        return ShapeOf(name, type, "4", schema);
    }

    private TypeShape? VisitMap(INamedTypeSymbol type, CollectionForm form)
    {
        var pair = (INamedTypeSymbol)type.EnumeratedType()!;
        TypeShape? key = Visit(pair.TypeArguments[0], ".Keys[]");
        TypeShape? value = Visit(pair.TypeArguments[1], ".Values[]");
        if (key is null || value is null)
        {
            return null;
        }

        string schema = $"map<{key.Schema}, {value.Schema}>";
        FormatterName name = FormatterName.OfConstructed(type);
        Reach(new MapShape(
            name.Namespace,
            name.Name,
            type.ToDisplayString(TypeNames.Code),
            schema,
            form,
            pair.ToDisplayString(TypeNames.Code),
            pair.IsUnmanaged() ? VisitUnmanaged(pair) : null,
            key,
            value));
        return ShapeOf(name, type, "4", schema);
    }

    /// <summary>
    /// A collection class of the user's own that is created empty and added to, as MemoryPack's collection layout wants it.
    /// </summary>
    private TypeShape? VisitOwnCollection(INamedTypeSymbol type)
    {
        if (type.IsAbstract || !type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && IsAccessible(constructor)))
        {
            return Refuse(type, "a collection class that cannot be created empty; give it a parameterless constructor");
        }

        // Through an object the way ends at the object's name; a collection that is its own element would never end.
        if (_openCollections.Count(open => SymbolEqualityComparer.Default.Equals(open, type)) > 1)
        {
            return Refuse(type, "a collection class that contains itself; put an object between");
        }

        _openCollections.Add(type);
        TypeShape? shape = VisitContent(type);
        _openCollections.RemoveAt(_openCollections.Count - 1);
        return shape;
    }

    private TypeShape? VisitContent(INamedTypeSymbol type)
    {
        var form = new CollectionForm(CollectionCarrier.Own, Elements: null, "({Type})items") { IsOpen = true };
        if (type.FindInterface("System.Collections.Generic.IDictionary`2") is not null)
        {
            return VisitMap(type, form);
        }

        if (type.FindInterface("System.Collections.Generic.ICollection`1") is not { } collection)
        {
            return Refuse(type, "which is not a collection that can be added to");
        }

        return Visit(collection.TypeArguments[0], "[]") is { } element ? Sequence(type, form, element) : null;
    }
}
