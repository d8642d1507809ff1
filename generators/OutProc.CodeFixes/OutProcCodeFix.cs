using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace OutProc.CodeFixes;

/// <summary>What the fixes have in common: one at a time or all at once, each told apart by its title.</summary>
public abstract class OutProcCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            await RegisterAsync(context, root, diagnostic).ConfigureAwait(false);
        }
    }

    /// <summary>Offers the fixes of one diagnostic, if its code has the form they know.</summary>
    /// <param name="context">Where fixes are offered.</param>
    /// <param name="root">The syntax of the document.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    protected abstract Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic);

    /// <summary>Offers a fix that changes the document with the diagnostic.</summary>
    /// <param name="context">Where fixes are offered.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="title">What the user chooses.</param>
    /// <param name="change">Makes the new document.</param>
    protected void Offer(CodeFixContext context, Diagnostic diagnostic, string title, Func<CancellationToken, Task<Document>> change)
        => context.RegisterCodeFix(CodeAction.Create(title, change, KeyOf(title)), diagnostic);

    /// <summary>Offers a fix that changes other documents too.</summary>
    /// <param name="context">Where fixes are offered.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="title">What the user chooses.</param>
    /// <param name="change">Makes the new solution.</param>
    protected void Offer(CodeFixContext context, Diagnostic diagnostic, string title, Func<CancellationToken, Task<Solution>> change)
        => context.RegisterCodeFix(CodeAction.Create(title, change, KeyOf(title)), diagnostic);

    private string KeyOf(string title) => GetType().Name + ": " + title;
}
