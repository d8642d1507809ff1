using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.CodeFixes;

/// <summary>Turns a <c>CancellationTokenSource</c> parameter into a <c>CancellationToken</c> at the end.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TokenOfSourceFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ExecutionState];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (diagnostic.AdditionalLocations.Count == 0
            && root.FindNode(diagnostic.Location.SourceSpan) is ParameterSyntax { Parent.Parent: MethodDeclarationSyntax } syntax
            && model?.GetDeclaredSymbol(syntax, context.CancellationToken) is IParameterSymbol parameter
            && parameter.ContainingSymbol is IMethodSymbol method
            && parameter.Type.Is("System.Threading.CancellationTokenSource")
            && !MethodBody.IsBound(method)
            && !method.Parameters.Any(other => other.IsToken() || other.IsParams))
        {
            Offer(context, diagnostic, "Take a CancellationToken", token => ChangeAsync(context.Document, syntax, token));
        }
    }

    private static async Task<Document> ChangeAsync(Document document, ParameterSyntax parameter, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        var method = (MethodDeclarationSyntax)parameter.Parent!.Parent!;
        string type = edits.NameOf(
            edits.Model.Compilation.GetTypeByMetadataName(KnownTypes.CancellationToken)!, parameter.SpanStart);
        if (method.ParameterList.Parameters.Last() == parameter)
        {
            edits.Replace(parameter.Type!.Span, type);
        }
        else
        {
            edits.RemoveParameter(parameter);
            string fallback = method.ParameterList.Parameters.Any(other => other.Default is not null) ? " = default" : "";
            edits.Insert(method.ParameterList.CloseParenToken.SpanStart, $", {type} {parameter.Identifier.Text}{fallback}");
        }

        ISymbol symbol = edits.Model.GetDeclaredSymbol(parameter, cancellationToken)!;
        foreach (IdentifierNameSyntax use in MethodBody.ReferencesTo(symbol, method, edits.Model, cancellationToken))
        {
            if (use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Token" } access && access.Expression == use)
            {
                edits.Replace(access.Span, use.Identifier.Text);
            }
        }

        return edits.ToDocument();
    }
}
