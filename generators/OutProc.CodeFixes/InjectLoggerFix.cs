using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.CodeFixes;

/// <summary>Takes the logger in the worker's constructor instead of a method's parameter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class InjectLoggerFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.Logger];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (await WorkerParameter.FindAsync(context.Document, root, diagnostic, context.CancellationToken).ConfigureAwait(false)
            is { CanBeInjected: true } parameter
            && (parameter.Symbol.Type.Is(KnownTypes.Logger) || parameter.Symbol.Type.Is(KnownTypes.LoggerOf))
            && parameter.Model.Compilation.GetTypeByMetadataName(KnownTypes.LoggerOf) is { } logger)
        {
            INamedTypeSymbol own = logger.Construct(parameter.Symbol.ContainingType);
            string title = $"Inject '{own.ToDisplayString(TypeNames.Message)}'";
            Offer(context, diagnostic, title, token => parameter.ToInjectedAsync(own, attribute: null, token));
        }
    }
}
