using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>
/// Leaves a member that cannot cross out of the data, by <c>[IgnoreDataMember]</c>, wherever its type is declared; or says so of one that is not
/// sent anyway.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class IgnoreMemberFix : OutProcCodeFix
{
    private const string IgnoreDataMember = "System.Runtime.Serialization.IgnoreDataMemberAttribute";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.CannotCross,
        DiagnosticIds.CodeCannotCross,
        DiagnosticIds.OpenStream,
        DiagnosticIds.Logger,
        DiagnosticIds.LiveConnection,
        DiagnosticIds.Handle,
        DiagnosticIds.ExecutionState,
        DiagnosticIds.ServiceProvider,
        DiagnosticIds.InProcessLock,
        DiagnosticIds.Reflection,
        DiagnosticIds.NoKnownCases,
        DiagnosticIds.Query,
        DiagnosticIds.PrivateState,
    ];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 0
            || diagnostic.AdditionalLocations[0] is not { SourceTree: { } tree } location
            || context.Document.Project.Solution.GetDocument(tree) is not { } document)
        {
            return;
        }

        SyntaxNode declaringRoot = await tree.GetRootAsync(context.CancellationToken).ConfigureAwait(false);

        // Not for the parameters of a record: its constructor needs them. Unmanaged structs cross whole, attributes or not.
        if (declaringRoot.FindNode(location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
            and (PropertyDeclarationSyntax or FieldDeclarationSyntax { Declaration.Variables.Count: 1 })
            && !member.Modifiers.Any(SyntaxKind.RequiredKeyword)
            && await CanBeIgnoredAsync(document, member, context.CancellationToken).ConfigureAwait(false))
        {
            string title = diagnostic.Id == DiagnosticIds.PrivateState
                ? "Say with [IgnoreDataMember] that it may be lost"
                : "Leave the member out with [IgnoreDataMember]";
            Offer(context, diagnostic, title, token => AddAttributeAsync(document, member, token));
        }
    }

    private static async Task<bool> CanBeIgnoredAsync(
        Document document, MemberDeclarationSyntax member, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return member.Parent is TypeDeclarationSyntax type
            && model?.GetDeclaredSymbol(type, cancellationToken) is { IsUnmanagedType: false }
            && model.Compilation.GetTypeByMetadataName(IgnoreDataMember) is not null;
    }

    private static async Task<Solution> AddAttributeAsync(
        Document document, MemberDeclarationSyntax member, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        INamedTypeSymbol attribute = edits.Model.Compilation.GetTypeByMetadataName(IgnoreDataMember)!;
        edits.AddAttribute(member, edits.NameOf(attribute, member.SpanStart).Replace("Attribute", ""));
        return edits.ToDocument().Project.Solution;
    }
}
