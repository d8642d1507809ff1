using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.CodeFixes;

/// <summary>Lets the application become a worker before it does anything else.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TryRunFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NoTryRun, DiagnosticIds.TryRunNotFirst];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null)
        {
            return;
        }

        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan);
        MethodDeclarationSyntax? main = node.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        StatementSyntax[] statements = (main is null ? TopLevelStatements(root) : main.Body?.Statements ?? []).ToArray();
        if (statements.Length == 0)
        {
            return;
        }

        if (diagnostic.Id == DiagnosticIds.NoTryRun)
        {
            Offer(context, diagnostic, "Insert OutProcWorker.TryRun", token => InsertAsync(context.Document, main, statements[0], token));
        }
        else if (Array.Find(statements, statement => statement.Span.Contains(node.Span)) is { } moved
            && IsIndependent(moved, statements[0], model))
        {
            const string Title = "Move OutProcWorker.TryRun to the front";
            Offer(context, diagnostic, Title, token => MoveAsync(context.Document, moved, statements[0], token));
        }
    }

    private static IEnumerable<StatementSyntax> TopLevelStatements(SyntaxNode root)
        => ((CompilationUnitSyntax)root).Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement);

    /// <summary>Whether a statement uses nothing that the statements in front of it declare.</summary>
    private static bool IsIndependent(StatementSyntax moved, StatementSyntax first, SemanticModel model)
        => moved.DescendantNodes().OfType<IdentifierNameSyntax>().All(name => model.GetSymbolInfo(name).Symbol is not ILocalSymbol local
            || local.DeclaringSyntaxReferences[0].Span is var span && (span.Start < first.SpanStart || moved.Span.Contains(span)));

    private static async Task<Document> InsertAsync(
        Document document, MethodDeclarationSyntax? main, StatementSyntax first, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        string door = edits.NameOf(edits.Model.Compilation.GetTypeByMetadataName(KnownTypes.OutProcWorker)!, first.SpanStart);
        string arguments = "args";
        if (main?.ParameterList.Parameters.FirstOrDefault() is { } parameter)
        {
            arguments = parameter.Identifier.Text;
        }
        else if (main is not null)
        {
            edits.Insert(main.ParameterList.CloseParenToken.SpanStart, "string[] args");
        }

        ITypeSymbol? result = edits.Model.Compilation.GetEntryPoint(cancellationToken)?.ReturnType;
        bool returnsCode = result?.SpecialType == SpecialType.System_Int32 || result?.Is(KnownTypes.TaskOf) is true;
        string indentation = edits.IndentationOf(first);
        string inner = edits.NewLine + indentation + "    ";
        string environment = edits.NameOf(edits.Model.Compilation.GetTypeByMetadataName("System.Environment")!, first.SpanStart);
        string leave = returnsCode
            ? inner + "return exitCode;"
            : $"{inner}{environment}.ExitCode = exitCode;{inner}return;";
        string line = edits.NewLine + indentation;
        edits.Insert(
            StartOf(first, edits),
            $"{indentation}if ({door}.TryRun({arguments}, out int exitCode)){line}{{{leave}{line}}}{edits.NewLine}{edits.NewLine}");
        return edits.ToDocument();
    }

    private static async Task<Document> MoveAsync(
        Document document, StatementSyntax moved, StatementSyntax first, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        int start = edits.StartOfLine(moved.SpanStart);
        int end = edits.StartOfLine(moved.Span.End, next: true);
        edits.Insert(StartOf(first, edits), edits.Root.GetText().ToString(TextSpan.FromBounds(start, end)) + edits.NewLine);

        // With the empty line in front of it, if there is one.
        int before = edits.StartOfLine(start - 1);
        bool isEmpty = edits.Root.GetText().ToString(TextSpan.FromBounds(before, start)).Trim().Length == 0;
        edits.Remove(TextSpan.FromBounds(isEmpty ? before : start, end));
        return edits.ToDocument();
    }

    /// <summary>The line of a statement; comments above it stay with it.</summary>
    private static int StartOf(StatementSyntax statement, DocumentEdits edits)
    {
        SyntaxTrivia comment = statement.GetLeadingTrivia()
            .FirstOrDefault(trivia => trivia.ToString().StartsWith("//", StringComparison.Ordinal));
        return edits.StartOfLine(comment == default ? statement.SpanStart : comment.SpanStart);
    }
}
