using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.CodeFixes;

/// <summary>Holds a lease or pool by <c>await using</c>, or by <c>using</c> where nothing can be awaited.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AwaitUsingFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NotDisposed];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SyntaxNode found = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (found.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax))
        {
            return;
        }

        string? added = statement switch
        {
            LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration
                when declaration.Declaration.Variables[0].Initializer?.Value.Span.Contains(found.Span) == true => "",
            ExpressionStatementSyntax expression when expression.Expression.Span == found.Span => "var ",
            _ => null,
        };
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (added is null || model is null || KeywordFor(found, statement, model, context.CancellationToken) is not { } keyword)
        {
            return;
        }

        if (added.Length > 0)
        {
            added += $"{FreeNames.Find("lease", statement, model)} = ";
        }

        string held = $"{keyword} {added}";
        Offer(context, diagnostic, $"Hold it by '{keyword}'", token => InsertAsync(context.Document, statement.SpanStart, held, token));
    }

    private static async Task<Document> InsertAsync(Document document, int position, string text, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        edits.Insert(position, text);
        return edits.ToDocument();
    }

    private static string? KeywordFor(SyntaxNode value, StatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        if (model.GetTypeInfo(value, cancellationToken).Type is not INamedTypeSymbol type)
        {
            return null;
        }

        return CanAwait(statement) && type.FindInterface(KnownTypes.AsyncDisposable) is not null ? "await using"
            : type.FindInterface(KnownTypes.Disposable) is not null ? "using"
            : null;
    }

    private static bool CanAwait(StatementSyntax statement)
    {
        foreach (SyntaxNode around in statement.Ancestors())
        {
            switch (around)
            {
                case LockStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword != default;
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }
}
