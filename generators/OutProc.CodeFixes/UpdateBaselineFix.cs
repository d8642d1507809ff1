using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using OutProc.Generators.Diagnostics;

namespace OutProc.CodeFixes;

/// <summary>Writes a method into the contract baseline as it is now, or takes it out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UpdateBaselineFix : OutProcCodeFix
{
    private const string FileName = "OutProcContracts.txt";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.BaselineDiffers];

    /// <inheritdoc/>
    protected override Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        Project project = context.Document.Project;
        if (project.AdditionalDocuments.FirstOrDefault(IsBaseline) is { } file
            && diagnostic.Properties.TryGetValue("Method", out string? method))
        {
            diagnostic.Properties.TryGetValue("Line", out string? line);
            Offer(context, diagnostic, $"Update {FileName}", token => UpdateAsync(project.Solution, file, method!, line, token));
        }

        return Task.CompletedTask;
    }

    private static bool IsBaseline(TextDocument document) => Path.GetFileName(document.FilePath ?? document.Name) == FileName;

    private static async Task<Solution> UpdateAsync(
        Solution solution, TextDocument file, string method, string? line, CancellationToken cancellationToken)
    {
        SourceText text = await file.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var lines = text.Lines
            .Select(each => each.ToString())
            .Where(each => each.Length > 0 && !each.StartsWith(method + " = ", StringComparison.Ordinal))
            .ToList();
        if (line is not null)
        {
            int place = lines.FindIndex(each => each[0] != '#' && string.CompareOrdinal(each, line) > 0);
            lines.Insert(place < 0 ? lines.Count : place, line);
        }

        string updated = string.Concat(lines.Select(each => each + "\n"));
        return solution.WithAdditionalDocumentText(file.Id, SourceText.From(updated, text.Encoding));
    }
}
