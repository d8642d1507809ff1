using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>Makes a worker, and every type around it that hides it, <c>internal</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeAccessibleFix : OutProcCodeFix
{
    private static readonly SyntaxKind[] s_accessibility =
    [
        SyntaxKind.PrivateKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.FileKeyword, SyntaxKind.InternalKeyword, SyntaxKind.PublicKeyword,
    ];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NotAccessible];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model?.GetDeclaredSymbol(declaration, context.CancellationToken) is not INamedTypeSymbol worker)
        {
            return;
        }

        List<TypeDeclarationSyntax> hidden = [];
        for (INamedTypeSymbol? type = worker; type is not null; type = type.ContainingType)
        {
            if (IsHidden(type))
            {
                hidden.AddRange(type.DeclaringSyntaxReferences
                    .Select(reference => reference.GetSyntax(context.CancellationToken))
                    .OfType<TypeDeclarationSyntax>());
            }
        }

        // Parts in other documents would have to change with these.
        if (hidden.TrueForAll(part => part.SyntaxTree == root.SyntaxTree))
        {
            Offer(context, diagnostic, "Make it internal", token => MakeInternalAsync(context.Document, hidden, token));
        }
    }

    private static bool IsHidden(INamedTypeSymbol type)
        => type.IsFileLocal
            || type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    private static async Task<Document> MakeInternalAsync(
        Document document, List<TypeDeclarationSyntax> parts, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        foreach (TypeDeclarationSyntax part in parts)
        {
            SyntaxToken[] old = part.Modifiers.Where(modifier => s_accessibility.Contains(modifier.Kind())).ToArray();
            if (old.Length == 0)
            {
                edits.Insert((part.Modifiers.Count > 0 ? part.Modifiers[0] : part.Keyword).SpanStart, "internal ");
                continue;
            }

            edits.Replace(old[0].Span, "internal");
            foreach (SyntaxToken more in old.Skip(1))
            {
                edits.Remove(more.FullSpan);
            }
        }

        return edits.ToDocument();
    }
}
