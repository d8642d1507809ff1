using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>Keeps a call as a <c>Task</c>, which may be awaited any number of times.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AsTaskFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.AwaitedTwice];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        IdentifierNameSyntax? use = root.FindNode(diagnostic.Location.SourceSpan).DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .FirstOrDefault(name => model?.GetSymbolInfo(name, context.CancellationToken).Symbol is ILocalSymbol);
        if (use is not null
            && model?.GetSymbolInfo(use, context.CancellationToken).Symbol is ILocalSymbol local
            && local.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken)
                is VariableDeclaratorSyntax { Initializer: not null } declarator)
        {
            Offer(context, diagnostic, "Keep a Task by AsTask()", token => ChangeAsync(context.Document, local, declarator, token));
        }
    }

    private static async Task<Document> ChangeAsync(
        Document document, ILocalSymbol local, VariableDeclaratorSyntax declarator, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        edits.Insert(declarator.Initializer!.Value.Span.End, ".AsTask()");
        var declaration = (VariableDeclarationSyntax)declarator.Parent!;
        foreach (SimpleNameSyntax name in declaration.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (name.Identifier.ValueText == "ValueTask")
            {
                edits.Replace(name.Identifier.Span, "Task");
            }
        }

        SyntaxNode? member = declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>(around => around is not GlobalStatementSyntax);
        foreach (IdentifierNameSyntax use in MethodBody.ReferencesTo(local, member ?? edits.Root, edits.Model, cancellationToken))
        {
            // A Task has no AsTask and no Preserve; it is what they would give.
            if (use.Parent is MemberAccessExpressionSyntax
                {
                    Name.Identifier.ValueText: "AsTask" or "Preserve", Parent: InvocationExpressionSyntax call,
                })
            {
                edits.Replace(call.Span, use.Identifier.Text);
            }
        }

        return edits.ToDocument();
    }
}
