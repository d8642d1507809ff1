using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>
/// Keeps the advice "make it static" (CA1822) away from the public methods of workers: a static method is not remote, and the callers are
/// in emitted code that calls an instance.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerMethodSuppressor : DiagnosticSuppressor
{
    private static readonly SuppressionDescriptor s_markAsStatic = new(
        "OPS0001", "CA1822", "The public methods of a [RemoteWorker] class are remote only as instance methods.");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [s_markAsStatic];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (Diagnostic diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is not { } tree)
            {
                continue;
            }

            SyntaxNode node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan);
            if (context.GetSemanticModel(tree).GetDeclaredSymbol(node, context.CancellationToken) is IMethodSymbol method
                && method.DeclaredAccessibility == Accessibility.Public
                && method.ContainingType.FindAttribute(KnownTypes.RemoteWorkerAttribute) is not null
                && method.FindAttribute(KnownTypes.RemoteIgnoreAttribute) is null)
            {
                context.ReportSuppression(Suppression.Create(s_markAsStatic, diagnostic));
            }
        }
    }
}
