using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OutProc.Generators.Parsing;

/// <summary>Finds what an object holds but would not have when it arrives: state that is not sent and that nothing sent restores.</summary>
internal static class PrivateState
{
    private static readonly string[] s_meant =
    [
        "System.Runtime.Serialization.IgnoreDataMemberAttribute",
        "System.NonSerializedAttribute",
        "System.Text.Json.Serialization.JsonIgnoreAttribute",
    ];

    /// <summary>The fields and properties that would be lost.</summary>
    /// <param name="type">A type that follows the rules without MemoryPack.</param>
    /// <param name="sent">The members on the wire.</param>
    /// <param name="constructor">The constructor that rebuilds it.</param>
    /// <param name="cancellationToken">Stops reading syntax.</param>
    public static IEnumerable<ISymbol> FindLost(
        INamedTypeSymbol type, List<DataMember> sent, IMethodSymbol? constructor, CancellationToken cancellationToken)
    {
        if (type.Attribute(KnownTypes.DataContractAttribute) is not null)
        {
            // What is sent was chosen, member by member.
            return [];
        }

        HashSet<string>? mentioned = null;
        return StateOf(type)
            .Where(member => !sent.Exists(other => SymbolEqualityComparer.Default.Equals(other.Symbol, member)))
            .Where(member => !IsConstant(member, cancellationToken) && !IsNamedLike(member, sent, constructor))
            .Where(member => !(mentioned ??= MentionedBy(sent, constructor, cancellationToken)).Contains(member.Name)
                && !IsMadeOfParameters(member, constructor, cancellationToken));
    }

    /// <summary>Fields and stored properties of the type and its bases in source that are not public and could be data at all.</summary>
    private static IEnumerable<ISymbol> StateOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type;
            current is { SpecialType: SpecialType.None } && current.IsInSource();
            current = current.BaseType)
        {
            foreach (ISymbol member in current.GetMembers())
            {
                bool isState = member switch
                {
                    { IsStatic: true } or { IsImplicitlyDeclared: true } or { DeclaredAccessibility: Accessibility.Public } => false,
                    IFieldSymbol field => ForbiddenTypes.Find(field.Type) is null,
                    IPropertySymbol { ExplicitInterfaceImplementations.Length: 0 } property
                        => DataMemberRules.IsAutoProperty(property) && ForbiddenTypes.Find(property.Type) is null,
                    _ => false,
                };
                if (isState && !Array.Exists(s_meant, name => member.Attribute(name) is not null))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>A readonly value that stands in the declaration is the same in every object.</summary>
    private static bool IsConstant(ISymbol member, CancellationToken cancellationToken)
        => member is IFieldSymbol { IsReadOnly: true } field
            && (field.Type.IsUnmanagedType || field.Type.SpecialType == SpecialType.System_String)
            && InitializerOf(field, cancellationToken)
                is LiteralExpressionSyntax or PrefixUnaryExpressionSyntax or MemberAccessExpressionSyntax;

    private static bool IsNamedLike(ISymbol member, List<DataMember> sent, IMethodSymbol? constructor)
    {
        string name = member.Name.StartsWith("m_", StringComparison.Ordinal) ? member.Name.Substring(2) : member.Name.TrimStart('_');
        return sent.Exists(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase))
            || constructor?.Parameters.Any(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase)) == true;
    }

    /// <summary>The names in the setters of what is sent, and in the constructor if it takes anything.</summary>
    private static HashSet<string> MentionedBy(List<DataMember> sent, IMethodSymbol? constructor, CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (DataMember member in sent)
        {
            Add((member.Symbol as IPropertySymbol)?.SetMethod);
        }

        if (constructor is { Parameters.IsEmpty: false })
        {
            Add(constructor);
        }

        return names;

        void Add(IMethodSymbol? method)
        {
            foreach (SyntaxReference reference in method?.DeclaringSyntaxReferences ?? [])
            {
                SyntaxNode node = reference.GetSyntax(cancellationToken);
                if (node is AccessorDeclarationSyntax or BaseMethodDeclarationSyntax)
                {
                    names.UnionWith(node.DescendantTokens()
                        .Where(token => token.IsKind(SyntaxKind.IdentifierToken))
                        .Select(token => token.ValueText));
                }
            }
        }
    }

    /// <summary>Whether a member begins with what a primary constructor is given.</summary>
    private static bool IsMadeOfParameters(ISymbol member, IMethodSymbol? constructor, CancellationToken cancellationToken)
        => constructor is { Parameters.IsEmpty: false }
            && InitializerOf(member, cancellationToken) is { } initializer
            && initializer.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
                .Any(name => constructor.Parameters.Any(parameter => parameter.Name == name.Identifier.ValueText));

    private static ExpressionSyntax? InitializerOf(ISymbol member, CancellationToken cancellationToken)
        => member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) switch
        {
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
}
