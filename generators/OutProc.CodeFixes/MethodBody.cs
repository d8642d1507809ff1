using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OutProc.CodeFixes;

/// <summary>Questions about the body of a method.</summary>
internal static class MethodBody
{
    /// <summary>The uses of a parameter or local, without those in <c>nameof</c>.</summary>
    public static IEnumerable<IdentifierNameSyntax> ReferencesTo(
        ISymbol symbol, SyntaxNode body, SemanticModel model, CancellationToken cancellationToken)
        => body.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellationToken).Symbol, symbol));

    /// <summary>The expressions that a method returns itself, not those of functions inside it.</summary>
    public static IEnumerable<ExpressionSyntax> ReturnedBy(MethodDeclarationSyntax method)
    {
        if (method.ExpressionBody is { } arrow)
        {
            return [arrow.Expression];
        }

        return (method.Body?.DescendantNodes(node => node is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax)) ?? [])
            .OfType<ReturnStatementSyntax>()
            .Select(statement => statement.Expression)
            .OfType<ExpressionSyntax>();
    }

    /// <summary>Whether <c>.Member</c> can follow an expression as it stands.</summary>
    public static bool IsPrimary(ExpressionSyntax expression) => expression
        is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
        or ParenthesizedExpressionSyntax or LiteralExpressionSyntax or ObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax
        or ImplicitArrayCreationExpressionSyntax or ThisExpressionSyntax;

    /// <summary>Whether a method's form is given by what it overrides or implements, so that it cannot be changed alone.</summary>
    public static bool IsBound(IMethodSymbol method)
        => method.IsOverride
            || method.IsVirtual
            || method.IsAbstract
            || !method.ExplicitInterfaceImplementations.IsEmpty
            || method.ContainingType.AllInterfaces
                .SelectMany(type => type.GetMembers(method.Name))
                .Select(member => method.ContainingType.FindImplementationForInterfaceMember(member))
                .Contains(method, SymbolEqualityComparer.Default);
}
