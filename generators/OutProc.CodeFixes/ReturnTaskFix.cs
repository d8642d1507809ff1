using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>
/// Lets a method return a task: <c>Task</c> instead of <c>async void</c>, <c>ValueTask</c> around what a contract returns.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReturnTaskFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.AsyncVoid, DiagnosticIds.NotAsync];

    /// <inheritdoc/>
    protected override Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method)
        {
            string type = diagnostic.Id == DiagnosticIds.AsyncVoid ? "Task" : "ValueTask";
            Offer(context, diagnostic, $"Return a {type}", token => WrapAsync(context.Document, method, type, token));
        }

        return Task.CompletedTask;
    }

    private static async Task<Document> WrapAsync(
        Document document, MethodDeclarationSyntax method, string type, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        INamedTypeSymbol task = edits.Model.Compilation.GetTypeByMetadataName("System.Threading.Tasks." + type)!;
        string name = edits.NameOf(task, method.ReturnType.SpanStart);
        bool isVoid = method.ReturnType is PredefinedTypeSyntax predefined && predefined.Keyword.IsKind(SyntaxKind.VoidKeyword);
        edits.Replace(method.ReturnType.Span, isVoid ? name : $"{name}<{method.ReturnType}>");
        return edits.ToDocument();
    }
}
