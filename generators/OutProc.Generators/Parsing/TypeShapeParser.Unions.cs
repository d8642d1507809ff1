using System.Globalization;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Base classes and interfaces that name the types behind them.</content>
internal sealed partial class TypeShapeParser
{
    private readonly UnionRules _unions;

    private TypeShape? VisitDeclared(INamedTypeSymbol type)
    {
        List<(int Tag, ITypeSymbol Type)> cases = _unions.CasesOf(type);
        return cases.Count == 0 ? VisitObject(type) : VisitUnion(type, cases);
    }

    private TypeShape? VisitUnion(INamedTypeSymbol type, List<(int Tag, ITypeSymbol Type)> cases)
    {
        if (FindPublished(type, isUnion: true) is { } published)
        {
            return published;
        }

        FormatterName name = FormatterName.OfUnion(type);
        string schema = type.ToDisplayString(TypeNames.Schema);
        TypeShape shape = ShapeOf(name, type, "1", schema);
        if (IsKnown(name))
        {
            CheckCycle(name);
            return shape;
        }

        if (ReasonAgainstUnion(type, cases) is { } reason)
        {
            return Refuse(type, reason);
        }

        _reached[name.FullName] = null;
        Open(name, type, ObjectLayout.Plain);
        var shapes = new List<UnionCase>();
        foreach ((int tag, ITypeSymbol @case) in cases)
        {
            _path.Add($"({@case.Name})");
            if (VisitCase(@case) is { } caseShape)
            {
                shapes.Add(new UnionCase(tag.ToString(CultureInfo.InvariantCulture), caseShape));
            }

            _path.RemoveAt(_path.Count - 1);
        }

        Close();
        if (shapes.Count < cases.Count)
        {
            return null;
        }

        Reach(new UnionShape(name.Namespace, name.Name, type.ToDisplayString(TypeNames.Code), schema, shapes.ToEquatableArray())
        {
            Publication = PublicationOf(type),
        });
        return shape;
    }

    /// <summary>A case is written as what it is, also when it names known types itself: the number has said which type it is.</summary>
    private TypeShape? VisitCase(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } named
            || ForbiddenTypes.Find(type) is not null
            || !IsAccessible(named))
        {
            return Visit(type);
        }

        return VisitObject(named);
    }

    private static string? ReasonAgainstUnion(INamedTypeSymbol type, List<(int Tag, ITypeSymbol Type)> cases)
    {
        bool isMemoryPack = MemoryPackRules.CasesOf(type).Count > 0;
        if (isMemoryPack && !type.IsAbstract)
        {
            return type.IsSealed
                ? "a union that is sealed, so that no type can derive from it"
                : "a union that is not abstract; MemoryPack's unions are abstract classes and interfaces";
        }

        if (isMemoryPack && MemoryPackRules.ModeOf(type) != MemoryPackMode.Object)
        {
            return "a union, whose own [MemoryPackable] must not name a GenerateType";
        }

        if (isMemoryPack && MemoryPackRules.Apply(type) && MemoryPackChecks.AgainstDeclaration(type) is { } reason)
        {
            return reason;
        }

        for (int i = 0; i < cases.Count; i++)
        {
            if (i > 0 && cases[i - 1].Tag == cases[i].Tag)
            {
                return $"a union in which '{cases[i - 1].Type.Name}' and '{cases[i].Type.Name}' both have the number {cases[i].Tag}";
            }

            if (AgainstCase(type, cases[i].Type, isMemoryPack) is { } against)
            {
                return against;
            }
        }

        return null;
    }

    private static string? AgainstCase(INamedTypeSymbol union, ITypeSymbol @case, bool isMemoryPack)
    {
        if (@case is not INamedTypeSymbol { IsAbstract: false, IsUnboundGenericType: false } type)
        {
            return $"a union that names '{@case.Name}', which is abstract or open; name the types that derive from it";
        }

        bool derives = union.TypeKind == TypeKind.Interface
            ? type.AllInterfaces.Contains(union, SymbolEqualityComparer.Default)
            : IsOrDerivesFrom(type, union);
        if (!derives)
        {
            string relation = union.TypeKind == TypeKind.Interface ? "implement" : "derive from";
            return $"a union that names '{type.Name}', which does not {relation} it";
        }

        if (isMemoryPack && type.IsValueType)
        {
            return $"a union that names the struct '{type.Name}'; MemoryPack's unions are of classes";
        }

        return isMemoryPack && MemoryPackRules.Apply(union) && !MemoryPackRules.Apply(type)
            ? $"a union that names '{type.Name}', which is not [MemoryPackable]"
            : null;
    }

    private static bool IsOrDerivesFrom(INamedTypeSymbol type, INamedTypeSymbol @base)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, @base))
            {
                return true;
            }
        }

        return false;
    }
}
