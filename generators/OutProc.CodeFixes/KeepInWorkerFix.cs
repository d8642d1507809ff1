using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>Takes a lock out of a method's parameters: the worker keeps it itself, or gets one that processes share.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class KeepInWorkerFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.InProcessLock];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (await WorkerParameter.FindAsync(context.Document, root, diagnostic, context.CancellationToken).ConfigureAwait(false)
            is not { Symbol.Type: INamedTypeSymbol type } parameter)
        {
            return;
        }

        if (CreationOf(type) is { } creation)
        {
            Offer(context, diagnostic, "Keep the lock in the worker", token => parameter.ToFieldAsync(creation, token));
        }

        string shared = "OutProc.Shared." + (type.Name is "SemaphoreSlim" or "Semaphore" ? "SharedSemaphore" : "SharedLock");
        if (parameter.Model.Compilation.GetTypeByMetadataName(shared) is { } sharedType && parameter.CanBeInjected)
        {
            string attribute = $"FromKeyedServices(\"{parameter.Symbol.Name}\")";
            Offer(context, diagnostic, $"Inject a {sharedType.Name}", token => parameter.ToInjectedAsync(sharedType, attribute, token));
        }
    }

    /// <summary>What creates an open lock of that type.</summary>
    private static string? CreationOf(INamedTypeSymbol type) => type.Name switch
    {
        "Lock" or "ReaderWriterLockSlim" or "Mutex" => "new()",
        "SemaphoreSlim" => "new(1, 1)",
        _ => null,
    };
}
