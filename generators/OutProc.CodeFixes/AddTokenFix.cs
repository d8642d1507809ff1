using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.CodeFixes;

/// <summary>Gives a remote method a trailing <c>CancellationToken</c>, optional so that its local callers still compile.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddTokenFix : OutProcCodeFix
{
    private const string EnumeratorCancellation = "System.Runtime.CompilerServices.EnumeratorCancellationAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NoToken];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root.FindNode(diagnostic.Location.SourceSpan) is MethodDeclarationSyntax method
            && model?.GetDeclaredSymbol(method, context.CancellationToken) is { IsPartialDefinition: false } symbol
            && !MethodBody.IsBound(symbol)
            && !symbol.Parameters.Any(parameter => parameter.IsParams))
        {
            Offer(context, diagnostic, "Take a CancellationToken", token => AddAsync(context.Document, method, token));
        }
    }

    private static async Task<Document> AddAsync(Document document, MethodDeclarationSyntax method, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        int end = method.ParameterList.CloseParenToken.SpanStart;
        string type = edits.NameOf(edits.Model.Compilation.GetTypeByMetadataName(KnownTypes.CancellationToken)!, end);
        string attribute = "";
        bool isIterator = method.DescendantNodes().OfType<YieldStatementSyntax>().Any();
        if (isIterator && edits.Model.Compilation.GetTypeByMetadataName(EnumeratorCancellation) is { } enumerator)
        {
            attribute = $"[{edits.NameOf(enumerator, end).Replace("Attribute", "")}] ";
        }

        string separator = method.ParameterList.Parameters.Count == 0 ? "" : ", ";
        edits.Insert(end, $"{separator}{attribute}{type} {NameFor(method)} = default");
        return edits.ToDocument();
    }

    private static string NameFor(MethodDeclarationSyntax method)
    {
        const string Name = "cancellationToken";
        bool isTaken = method.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == Name);
        return isTaken ? "callToken" : Name;
    }
}
