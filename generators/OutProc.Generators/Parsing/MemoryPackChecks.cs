using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>What MemoryPack itself refuses in a <c>[MemoryPackable]</c> type, or what its code would not compile for, in words.</summary>
internal static class MemoryPackChecks
{
    private const int MaxOrder = MemoryPackRules.MaxMembers - 1;

    /// <summary>What is wrong with a class, record or struct with references; <c>null</c> when nothing is.</summary>
    public static string? FindBroken(
        INamedTypeSymbol type, ObjectLayout layout, IMethodSymbol? constructor, bool isChosen, List<DataMember> members)
        => AgainstDeclaration(type)
            ?? AgainstConstructor(type, layout, constructor, isChosen)
            ?? AgainstOverrides(type)
            ?? members.Select(member => AgainstMember(type, constructor, member)).FirstOrDefault(reason => reason is not null)
            ?? (MemoryPackRules.IsExplicit(type) ? AgainstOrders(layout, members) : AgainstFiles(type, members));

    /// <summary>What is wrong with a callback: it takes nothing, or it is static and takes the writer or reader and the value.</summary>
    public static string? AgainstCallbacks(INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(
            method => MemoryPackRules.IsCallback(method)
                && !method.Parameters.IsEmpty
                && !(method.IsStatic && method.Parameters.Length == 2)) is { } broken
            ? $"whose callback '{broken.Name}' has parameters that MemoryPack does not give it"
            : null;

    /// <summary>What is wrong with a struct without references, which no constructor rebuilds and no callback sees.</summary>
    public static string? FindBrokenUnmanaged(INamedTypeSymbol type)
    {
        if (type.GetMembers().FirstOrDefault(MemoryPackRules.IsCallback) is { } callback)
        {
            return $"a struct without references, for which MemoryPack never calls '{callback.Name}'";
        }

        if (type.InstanceConstructors.Any(MemoryPackRules.IsChosen))
        {
            return "a struct without references, for which MemoryPack calls no constructor, and one is marked [MemoryPackConstructor]";
        }

        return MemoryPackRules.LayoutOf(type) != ObjectLayout.Plain
            ? "a struct without references, which MemoryPack always writes as raw memory; only types with references tolerate versions"
            : AgainstDeclaration(type);
    }

    /// <summary>What is wrong with how a type, or a type around it, is declared.</summary>
    public static string? AgainstDeclaration(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaringSyntaxReferences.Any(reference => !IsPartial(reference.GetSyntax())))
            {
                return SymbolEqualityComparer.Default.Equals(current, type)
                    ? "which is [MemoryPackable] but not partial"
                    : $"which is [MemoryPackable] inside '{current.Name}', which is not partial";
            }
        }

        return type.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared && type.IsInSource())
            ? "with a static constructor, which MemoryPack's generated code has too"
            : null;
    }

    private static bool IsPartial(SyntaxNode declaration)
        => declaration is not TypeDeclarationSyntax type || type.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string? AgainstConstructor(INamedTypeSymbol type, ObjectLayout layout, IMethodSymbol? constructor, bool isChosen)
    {
        if (type.InstanceConstructors.Count(MemoryPackRules.IsChosen) > 1)
        {
            return "with several constructors marked [MemoryPackConstructor]";
        }

        if (!isChosen)
        {
            return "with several constructors, none marked [MemoryPackConstructor]";
        }

        if (layout != ObjectLayout.CircularReference)
        {
            return null;
        }

        return type.IsValueType ? "a struct, which nothing can refer to; the circular-reference layout is for classes"
            : constructor is { Parameters.IsEmpty: false }
                ? "with the circular-reference layout, for which it needs a constructor without parameters"
                : null;
    }

    private static string? AgainstOverrides(INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member.IsOverride && (MemoryPackRules.IsIncluded(member) || MemoryPackRules.IsIgnored(member)))
            {
                return $"whose override '{member.Name}' is marked; mark the member of the base type";
            }
        }

        return null;
    }

    private static string? AgainstMember(INamedTypeSymbol type, IMethodSymbol? constructor, DataMember member)
    {
        bool isInherited = !SymbolEqualityComparer.Default.Equals(member.Symbol.ContainingType, type);
        if (isInherited && member.Symbol.DeclaredAccessibility == Accessibility.Private)
        {
            return $"whose base type marks its private '{member.Name}' [MemoryPackInclude]; make it protected";
        }

        bool isGiven = constructor?.Parameters.Any(
            parameter => string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase)
                || string.Equals(parameter.Name, member.Name.TrimStart('_'), StringComparison.OrdinalIgnoreCase)) == true;
        if (!isGiven && member.Symbol is IFieldSymbol { IsReadOnly: true })
        {
            return $"whose readonly field '{member.Name}' no constructor parameter sets";
        }

        if (!isGiven && isInherited && member.Symbol is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Private })
        {
            return $"whose base type has a private setter for '{member.Name}'; make it protected";
        }

        bool isFixed = member.Symbol is IFieldSymbol { IsReadOnly: true } or IFieldSymbol { IsRequired: true }
            or IPropertySymbol { SetMethod: null } or IPropertySymbol { SetMethod.IsInitOnly: true }
            or IPropertySymbol { IsRequired: true };
        return isFixed && MemoryPackRules.KeepsDefault(member.Symbol)
            ? $"whose member '{member.Name}' is marked [SuppressDefaultInitialization], which needs a setter that can be left out"
            : null;
    }

    private static string? AgainstOrders(ObjectLayout layout, List<DataMember> members)
    {
        var seen = new Dictionary<int, string>();
        foreach (DataMember member in members)
        {
            if (member.Order is not { } order)
            {
                return $"whose member '{member.Name}' has no [MemoryPackOrder], which its layout wants for every member";
            }

            if (order is < 0 or > MaxOrder)
            {
                return $"whose member '{member.Name}' has the order {order}; orders go from 0 to {MaxOrder}";
            }

            if (seen.TryGetValue(order, out string? other))
            {
                return $"whose members '{other}' and '{member.Name}' both have the order {order}";
            }

            seen.Add(order, member.Name);
        }

        return layout == ObjectLayout.Plain && members.Count > 0 && members[members.Count - 1].Order != members.Count - 1
            ? "whose orders have gaps, which only the version-tolerant layout can have"
            : null;
    }

    /// <summary>The order of files, which nothing fixes, would be the order on the wire.</summary>
    private static string? AgainstFiles(INamedTypeSymbol type, List<DataMember> members)
    {
        List<DataMember> own = members
            .Where(member => SymbolEqualityComparer.Default.Equals(member.Symbol.ContainingType, type) && member.Symbol.IsInSource())
            .ToList();
        bool isSplit = own.Select(member => member.Symbol.DeclaringSyntaxReferences[0].SyntaxTree).Distinct().Skip(1).Any();
        return isSplit && own.Exists(member => member.Order is null)
            ? "whose members stand in several files, so that the order of files would be their order; give every member [MemoryPackOrder]"
            : null;
    }
}
