using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OutProc.Generators.Parsing;

/// <summary>Where the names of declarations stand.</summary>
internal static class DeclarationNames
{
    /// <summary>The name of a type in the part that carries the attribute: of several parts, that is the one to look at.</summary>
    public static Location Of(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
        => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } part
            ? part.Identifier.GetLocation()
            : type.Locations[0];
}
