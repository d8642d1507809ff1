using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.CodeFixes;

/// <summary>Turns a loop over calls of <c>pool.Proxy</c> into a loop over <c>pool.MapAsync</c>, which keeps all workers busy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MapAsyncFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.CallInLoop];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null
            || root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not InvocationExpressionSyntax call
            || call.Expression is not MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax proxy } method
            || proxy.Name.Identifier.ValueText != "Proxy"
            || model.GetTypeInfo(proxy.Expression, context.CancellationToken).Type?.Is("OutProc.Pools.IWorkerPool`1") != true
            || call.FirstAncestorOrSelf<ForEachStatementSyntax>() is not { } loop
            || AwaitedStatement(call, loop) is not { } awaited
            || model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol { ReturnType: INamedTypeSymbol { Arity: 1 } }
            || !TakesOnlyTheItem(call, loop, model, context.CancellationToken))
        {
            return;
        }

        Offer(context, diagnostic, "Use MapAsync", token => ChangeAsync(context.Document, loop, awaited, call, proxy, method, token));
    }

    private static async Task<Document> ChangeAsync(
        Document document,
        ForEachStatementSyntax loop,
        AwaitExpressionSyntax awaited,
        InvocationExpressionSyntax call,
        MemberAccessExpressionSyntax proxy,
        MemberAccessExpressionSyntax method,
        CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        string item = loop.Identifier.Text;
        string result = FreeNames.Find("result", loop, edits.Model);
        string token = FreeNames.Find("ct", loop, edits.Model);
        edits.Insert(loop.ForEachKeyword.SpanStart, "await ");
        edits.Replace(loop.Type.Span, "var");
        edits.Replace(loop.Identifier.Span, result);
        string lambda = $"static (worker, {item}, {token}) => worker.{method.Name}({item}, {token})";
        edits.Replace(loop.Expression.Span, $"{proxy.Expression}.MapAsync({loop.Expression}, {lambda}{Passed(call)})");
        edits.Replace(awaited.Span, result);
        return edits.ToDocument();
    }

    /// <summary>The caller's token goes to the map.</summary>
    private static string Passed(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments.Count == 2 ? $", {call.ArgumentList.Arguments[1].Expression}" : "";

    /// <summary>The call's <c>await</c>, when it is used and is the only use of the loop's item.</summary>
    private static AwaitExpressionSyntax? AwaitedStatement(InvocationExpressionSyntax call, ForEachStatementSyntax loop)
    {
        string item = loop.Identifier.ValueText;
        int uses = loop.Statement.DescendantTokens().Count(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == item);
        return uses == 1 && call.Parent is AwaitExpressionSyntax { Parent: not ExpressionStatementSyntax } awaited ? awaited : null;
    }

    private static bool TakesOnlyTheItem(
        InvocationExpressionSyntax call, ForEachStatementSyntax loop, SemanticModel model, CancellationToken cancellationToken)
    {
        SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
        return arguments.Count is 1 or 2
            && arguments[0].Expression is IdentifierNameSyntax name
            && name.Identifier.ValueText == loop.Identifier.ValueText
            && arguments.All(static argument => argument.NameColon is null)
            && (arguments.Count == 1
                || model.GetTypeInfo(arguments[1].Expression, cancellationToken).Type?.Is(KnownTypes.CancellationToken) == true);
    }
}
