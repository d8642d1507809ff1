using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>Moves the only cancellation token of a method behind its other parameters.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MoveTokenFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.TokenNotLast];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is not { } token
            || token.Parent is not ParameterListSyntax list
            || model.GetDeclaredSymbol(token, context.CancellationToken) is not { } symbol)
        {
            return;
        }

        // Which of two tokens is meant is the user's to say; behind a params array there is no place.
        bool isOnly = list.Parameters.Count(other => model.GetDeclaredSymbol(other, context.CancellationToken) is { } parameter
            && SymbolEqualityComparer.Default.Equals(parameter.Type, symbol.Type)) == 1;
        if (isOnly && !list.Parameters.Last().Modifiers.Any(SyntaxKind.ParamsKeyword))
        {
            Offer(context, diagnostic, "Move the CancellationToken to the end", cancel => MoveAsync(context.Document, list, token, cancel));
        }
    }

    private static async Task<Document> MoveAsync(
        Document document, ParameterListSyntax list, ParameterSyntax token, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        SeparatedSyntaxList<ParameterSyntax> parameters = list.Parameters;
        for (int i = parameters.IndexOf(token); i < parameters.Count - 1; i++)
        {
            edits.Replace(parameters[i].Span, parameters[i + 1].ToString());
        }

        // Behind an optional parameter all others are optional.
        bool needsDefault = token.Default is null && parameters.Any(parameter => parameter.Default is not null);
        edits.Replace(parameters.Last().Span, token + (needsDefault ? " = default" : ""));
        return edits.ToDocument();
    }
}
