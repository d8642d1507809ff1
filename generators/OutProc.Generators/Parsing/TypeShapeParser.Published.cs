using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Types whose formatter stands in the assembly that declares them.</content>
internal sealed partial class TypeShapeParser
{
    private readonly PublishedFormatters _published = new();

    /// <summary>The formatter that another assembly published, or <c>null</c> when one must be emitted here.</summary>
    private TypeShape? FindPublished(INamedTypeSymbol type, bool isUnion)
    {
        if (IsOwn(type) || _published.Find(type, isUnion) is not { } published || !IsAccessible(published.Formatter))
        {
            return null;
        }

        ReachPublished(type, published);
        return ShapeOf(NameOf(published), type, "1", type.ToDisplayString(TypeNames.Schema));
    }

    /// <summary>What lies behind a published formatter is not walked again; its layout still is part of every schema.</summary>
    private void ReachPublished(INamedTypeSymbol type, PublishedFormatter published)
    {
        FormatterName name = NameOf(published);
        if (_reached.ContainsKey(name.FullName))
        {
            return;
        }

        _reached[name.FullName] = null;
        var uses = new List<string>();
        foreach (INamedTypeSymbol used in published.Uses)
        {
            bool isUnion = _unions.CasesOf(used).Count > 0;
            if (!IsOwn(used) && _published.Find(used, isUnion) is { } formatter)
            {
                ReachPublished(used, formatter);
                uses.Add(NameOf(formatter).FullName);
            }
            else if (IsAccessible(used) && Visit(used) is { } shape)
            {
                uses.AddRange(shape.Formatters);
            }
        }

        Reach(new ExternalShape(
            name.Namespace,
            name.Name,
            type.ToDisplayString(TypeNames.Code),
            type.IsReferenceType,
            type.ToDisplayString(TypeNames.Schema),
            published.Layout,
            uses.ToEquatableArray()));
    }

    /// <summary>How a type's formatter is published: only by the assembly that declares it and everything it is made of.</summary>
    private Publication PublicationOf(INamedTypeSymbol type)
    {
        var result = Publication.Public;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            if (!IsOwn(current))
            {
                return Publication.None;
            }

            if (current.DeclaredAccessibility != Accessibility.Public)
            {
                result = Publication.Internal;
            }

            foreach (ITypeSymbol argument in current.TypeArguments)
            {
                Publication published = PublicationOfArgument(argument);
                result = published < result ? published : result;
            }
        }

        return result;
    }

    private Publication PublicationOfArgument(ITypeSymbol argument) => argument switch
    {
        IArrayTypeSymbol array => PublicationOfArgument(array.ElementType),
        INamedTypeSymbol named when named.IsFrameworkType() => named.TypeArguments.Length == 0
            ? Publication.Public
            : named.TypeArguments.Min(PublicationOfArgument),
        INamedTypeSymbol named => PublicationOf(named),
        _ => Publication.None,
    };

    /// <summary>
    /// Whether the formatter that was emitted for a type of this compilation does not know a member: then the member was not there when
    /// generators ran. Only the analyzer, which sees the compilation with all that was emitted, can find one.
    /// </summary>
    private bool AddedByGenerator(INamedTypeSymbol type, DataMember member)
    {
        if (!IsOwn(type) || _published.Find(type, isUnion: false) is not { } emitted || Array.IndexOf(emitted.Members, member.Name) >= 0)
        {
            return false;
        }

        RefuseMember(member, type.ToDisplayString(TypeNames.Message), DiagnosticIds.AddedByGenerator);
        return true;
    }

    private bool IsOwn(ISymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, _compilation.Assembly);

    private static FormatterName NameOf(PublishedFormatter published)
        => new(published.Formatter.ContainingNamespace.ToDisplayString(TypeNames.Code).Replace("global::", ""), published.Formatter.Name);
}
