using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>
/// Awaits a remote call that is blocked on or dropped, and makes the method around it async where nothing else must change.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AwaitFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.BlockingWait, DiagnosticIds.NotAwaited];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is not null
            && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax expression
            && expression is not ConditionalAccessExpressionSyntax
            && expression.Parent is not ConditionalAccessExpressionSyntax
            && AsyncFunction.CanAwaitAt(expression, model))
        {
            Offer(context, diagnostic, "Await the call", token => AwaitAsync(context.Document, expression, token));
        }
    }

    private static async Task<Document> AwaitAsync(Document document, ExpressionSyntax expression, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        ExpressionSyntax call = CallOf(expression);
        string text = call.ToString();
        if ((call as InvocationExpressionSyntax)?.Expression is MemberAccessExpressionSyntax { Name.Identifier: var wait }
            && wait.ValueText is "WaitAll" or "WaitAny")
        {
            int start = wait.SpanStart - call.SpanStart;
            text = text.Remove(start, "Wait".Length).Insert(start, "When");
        }

        // An await binds weaker than whatever follows a dot or bracket.
        bool needsParentheses = expression.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            or ConditionalAccessExpressionSyntax or InvocationExpressionSyntax or PostfixUnaryExpressionSyntax;
        edits.Replace(expression.Span, needsParentheses ? $"(await {text})" : $"await {text}");
        AsyncFunction.MakeAsync(edits, expression);
        return edits.ToDocument();
    }

    /// <summary>The call without what blocks on it: <c>.AsTask().Result</c>, <c>.GetAwaiter().GetResult()</c>, <c>.Wait()</c>.</summary>
    private static ExpressionSyntax CallOf(ExpressionSyntax expression)
    {
        while (true)
        {
            MemberAccessExpressionSyntax? access = expression as MemberAccessExpressionSyntax
                ?? (expression as InvocationExpressionSyntax)?.Expression as MemberAccessExpressionSyntax;
            if (access?.Name.Identifier.ValueText is not ("Result" or "Wait" or "GetResult" or "GetAwaiter" or "AsTask" or "Preserve"))
            {
                return expression;
            }

            expression = access.Expression;
        }
    }
}
