using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>Names the contract of a worker that implements several: one offer for each of them, and one for all.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ChooseContractFix : OutProcCodeFix
{
    private const string WorkerAttribute = "OutProc.Contracts.RemoteWorkerAttribute";
    private const string ContractAttribute = "OutProc.Contracts.RemoteContractAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.SeveralContracts];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration
            || model?.GetDeclaredSymbol(declaration, context.CancellationToken) is not INamedTypeSymbol worker
            || FindAttribute(declaration, worker, context.CancellationToken) is not { } attribute)
        {
            return;
        }

        INamedTypeSymbol[] contracts = worker.AllInterfaces.Where(type => Has(type, ContractAttribute)).ToArray();
        INamedTypeSymbol[] candidates = contracts
            .Where(type => !contracts.Any(other => other.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)))
            .ToArray();
        foreach (INamedTypeSymbol candidate in candidates)
        {
            Offer(context, diagnostic, $"Serve {candidate.Name}", token => NameAsync(context.Document, attribute, [candidate], token));
        }

        Offer(context, diagnostic, "Serve all of them", token => NameAsync(context.Document, attribute, candidates, token));
    }

    private static AttributeSyntax? FindAttribute(
        TypeDeclarationSyntax declaration, INamedTypeSymbol worker, CancellationToken cancellationToken)
        => worker.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.ToDisplayString() == WorkerAttribute)
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax)
            .FirstOrDefault(attribute => attribute?.SyntaxTree == declaration.SyntaxTree);

    private static bool Has(INamedTypeSymbol type, string attribute)
        => type.GetAttributes().Any(candidate => candidate.AttributeClass?.ToDisplayString() == attribute);

    private static async Task<Document> NameAsync(
        Document document, AttributeSyntax attribute, INamedTypeSymbol[] contracts, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        string arguments = attribute.ArgumentList?.ToString() ?? "";
        IEnumerable<string> attributes = contracts.Select(
            contract => $"{attribute.Name}<{edits.NameOf(contract, attribute.SpanStart)}>{arguments}");
        edits.Replace(attribute.Span, string.Join(", ", attributes));
        return edits.ToDocument();
    }
}
