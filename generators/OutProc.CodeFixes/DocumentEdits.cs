using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace OutProc.CodeFixes;

/// <summary>
/// The changes of one document, made in its text: all that is not meant stays as the user wrote it, and the fixes of a whole document
/// merge.
/// </summary>
internal sealed class DocumentEdits
{
    private readonly Document _document;
    private readonly SourceText _text;
    private readonly List<TextChange> _changes = [];
    private readonly SortedSet<string> _imports = new(Comparer<string>.Create(Compare));

    private DocumentEdits(Document document, SyntaxNode root, SemanticModel model, SourceText text)
    {
        _document = document;
        _text = text;
        Root = (CompilationUnitSyntax)root;
        Model = model;
    }

    /// <summary>The syntax before the changes.</summary>
    public CompilationUnitSyntax Root { get; }

    /// <summary>The meaning of <see cref="Root"/>.</summary>
    public SemanticModel Model { get; }

    /// <summary>The line ending of the document.</summary>
    public string NewLine
    {
        get
        {
            TextLine first = _text.Lines[0];
            return first.End < first.EndIncludingLineBreak ? _text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
        }
    }

    public static async Task<DocumentEdits> StartAsync(Document document, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return new DocumentEdits(document, root!, model!, await document.GetTextAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The document with all changes.</summary>
    public Document ToDocument()
    {
        // In front: of two changes at one place, the first one stays above.
        return _document.WithText(_text.WithChanges([.. Imports(), .. _changes]));
    }

    public void Insert(int position, string text) => _changes.Add(new TextChange(new TextSpan(position, 0), text));

    public void Replace(TextSpan span, string text) => _changes.Add(new TextChange(span, text));

    public void Remove(TextSpan span) => Replace(span, "");

    /// <summary>Puts an attribute on a line of its own above a declaration, below its comments.</summary>
    public void AddAttribute(SyntaxNode declaration, string attribute)
        => Insert(declaration.SpanStart, $"[{attribute}]{NewLine}{IndentationOf(declaration)}");

    /// <summary>Takes a parameter out of its list, with the comma that goes with it.</summary>
    public void RemoveParameter(ParameterSyntax parameter)
    {
        var list = (BaseParameterListSyntax)parameter.Parent!;
        int index = list.Parameters.IndexOf(parameter);
        TextSpan span = list.Parameters.Count == 1 ? parameter.Span
            : index == 0 ? TextSpan.FromBounds(parameter.SpanStart, list.Parameters[1].SpanStart)
            : TextSpan.FromBounds(list.Parameters[index - 1].Span.End, parameter.Span.End);
        Remove(span);
    }

    /// <summary>The start of the line with a position, or of the line behind it.</summary>
    public int StartOfLine(int position, bool next = false)
    {
        TextLine line = _text.Lines.GetLineFromPosition(position);
        return next ? line.EndIncludingLineBreak : line.Start;
    }

    /// <summary>The white space in front of the line on which a node starts.</summary>
    public string IndentationOf(SyntaxNode node)
    {
        string line = _text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>Makes a type nameable by its short name at a position, by a <c>using</c> line if there is none that does.</summary>
    /// <returns>The short name, or the full one when the short one means something else there.</returns>
    public string NameOf(INamedTypeSymbol type, int position)
    {
        string name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        ISymbol[] known = Model.LookupNamespacesAndTypes(position, name: type.Name).ToArray();
        if (known.Any(symbol => SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, type.OriginalDefinition)))
        {
            return name;
        }

        if (known.Any(symbol => symbol is not INamedTypeSymbol other || other.Arity == type.Arity))
        {
            return type.ToDisplayString();
        }

        _imports.Add(type.ContainingNamespace.ToDisplayString());
        return name;
    }

    private IEnumerable<TextChange> Imports()
    {
        UsingDirectiveSyntax[] plain = Root.Usings
            .Where(directive => directive.Alias is null && directive.StaticKeyword == default && directive.GlobalKeyword == default)
            .ToArray();
        string alone = "";
        foreach (string space in _imports)
        {
            UsingDirectiveSyntax? before = plain.FirstOrDefault(directive => Compare(space, directive.Name!.ToString()) < 0);
            if (before is not null)
            {
                yield return new TextChange(new TextSpan(before.SpanStart, 0), $"using {space};{NewLine}");
            }
            else if (Root.Usings.LastOrDefault() is { } last)
            {
                yield return new TextChange(new TextSpan(last.Span.End, 0), $"{NewLine}using {space};");
            }
            else
            {
                alone += $"using {space};{NewLine}";
            }
        }

        if (alone.Length > 0)
        {
            yield return new TextChange(new TextSpan(EndOfHeader(), 0), alone + NewLine);
        }
    }

    /// <summary>System first, then by the alphabet.</summary>
    private static int Compare(string left, string right)
    {
        bool isSystem = IsSystem(left);
        return isSystem != IsSystem(right) ? (isSystem ? -1 : 1) : string.CompareOrdinal(left, right);
    }

    private static bool IsSystem(string space) => space == "System" || space.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>The end of the comment that a file starts with, when an empty line sets it off from the code.</summary>
    private int EndOfHeader()
    {
        int line = 0;
        while (line < _text.Lines.Count && _text.Lines[line].ToString() is { } text && text.StartsWith("//", StringComparison.Ordinal)
            && !text.StartsWith("///", StringComparison.Ordinal))
        {
            line++;
        }

        bool isHeader = line > 0 && line < _text.Lines.Count && _text.Lines[line].ToString().Trim().Length == 0;
        return isHeader ? _text.Lines[line].EndIncludingLineBreak : 0;
    }
}
