using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Parsing;

namespace OutProc.CodeFixes;

/// <summary>The function around an expression that shall be awaited.</summary>
internal static class AsyncFunction
{
    /// <summary>Whether the function is async, or can be made so without anything else having to change its form.</summary>
    public static bool CanAwaitAt(SyntaxNode node, SemanticModel model)
    {
        SyntaxNode? function = FunctionAround(node);
        bool isLocked = node.Ancestors()
            .TakeWhile(ancestor => ancestor != function)
            .Any(ancestor => ancestor is LockStatementSyntax or UnsafeStatementSyntax);
        return !isLocked && function switch
        {
            null => node.FirstAncestorOrSelf<GlobalStatementSyntax>() is not null,
            AnonymousFunctionExpressionSyntax lambda => !lambda.AsyncKeyword.IsKind(SyntaxKind.None),
            LocalFunctionStatementSyntax local => CanBeAsync(local.Modifiers, local, model),
            MethodDeclarationSyntax method => CanBeAsync(method.Modifiers, method, model),
            _ => false,
        };
    }

    /// <summary>Makes the function async, with a task as its return type, if it is not.</summary>
    public static void MakeAsync(DocumentEdits edits, SyntaxNode node)
    {
        switch (FunctionAround(node))
        {
            case MethodDeclarationSyntax method when !method.Modifiers.Any(SyntaxKind.AsyncKeyword):
                MakeAsync(edits, method.ReturnType, method.Identifier.SpanStart);
                break;
            case LocalFunctionStatementSyntax local when !local.Modifiers.Any(SyntaxKind.AsyncKeyword):
                MakeAsync(edits, local.ReturnType, local.Identifier.SpanStart);
                break;
        }
    }

    private static SyntaxNode? FunctionAround(SyntaxNode node) => node.Ancestors().FirstOrDefault(ancestor => ancestor
        is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        or MemberDeclarationSyntax and not (GlobalStatementSyntax or BaseNamespaceDeclarationSyntax));

    private static bool CanBeAsync(SyntaxTokenList modifiers, SyntaxNode function, SemanticModel model)
    {
        if (modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return true;
        }

        // A method that returns a task already has returns that would have to be rewritten.
        return model.GetDeclaredSymbol(function) is IMethodSymbol { ReturnsByRef: false, ReturnsByRefReadonly: false } method
            && !method.ReturnType.Is(KnownTypes.Task) && !method.ReturnType.Is(KnownTypes.TaskOf)
            && !method.ReturnType.Is(KnownTypes.ValueTask) && !method.ReturnType.Is(KnownTypes.ValueTaskOf)
            && !MethodBody.IsBound(method)
            && !function.DescendantNodes().OfType<YieldStatementSyntax>().Any()
            && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType);
    }

    private static void MakeAsync(DocumentEdits edits, TypeSyntax returnType, int position)
    {
        bool isVoid = returnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        string task = edits.NameOf(edits.Model.Compilation.GetTypeByMetadataName(KnownTypes.Task)!, position);
        edits.Replace(returnType.Span, $"async {task}{(isVoid ? "" : $"<{returnType}>")}");
    }
}
