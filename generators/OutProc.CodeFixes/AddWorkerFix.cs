using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>Registers the contract of a worker instead of its class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddWorkerFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.WorkerAsService];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (!diagnostic.Properties.TryGetValue("Contract", out string? name)
            || model?.Compilation.GetTypeByMetadataName(name!) is not { } contract
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
        {
            return;
        }

        // Not in the middle of a chain, which would go on with another type; not with a factory, whose meaning would be lost.
        if (call.Expression is MemberAccessExpressionSyntax access
            && call.Parent is ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax
            && call.ArgumentList.Arguments.All(argument => argument.Expression is TypeOfExpressionSyntax))
        {
            string title = $"Use AddWorker<{contract.Name}>()";
            Offer(context, diagnostic, title, token => AddAsync(context.Document, call, access, contract, token));
        }
    }

    private static async Task<Document> AddAsync(
        Document document,
        InvocationExpressionSyntax call,
        MemberAccessExpressionSyntax access,
        INamedTypeSymbol contract,
        CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        string name = edits.NameOf(contract, call.SpanStart);
        edits.Replace(access.Name.Span, "AddOutProc");
        edits.Replace(call.ArgumentList.Span, $"().AddWorker<{name}>()");
        return edits.ToDocument();
    }
}
