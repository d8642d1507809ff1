using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace OutProc.CodeFixes;

/// <summary>A parameter of a worker's method that belongs to the worker itself: it becomes a field, or comes by the constructor.</summary>
internal sealed class WorkerParameter
{
    private readonly Document _document;
    private readonly ParameterSyntax _parameter;
    private readonly MethodDeclarationSyntax _method;
    private readonly ClassDeclarationSyntax _worker;

    private WorkerParameter(
        Document document, SemanticModel model, ParameterSyntax parameter, MethodDeclarationSyntax method, ClassDeclarationSyntax worker)
    {
        _document = document;
        _parameter = parameter;
        _method = method;
        _worker = worker;
        Model = model;
        Symbol = model.GetDeclaredSymbol(parameter)!;
    }

    public SemanticModel Model { get; }

    public IParameterSymbol Symbol { get; }

    /// <summary>Whether there is one constructor, and its form is one that can take another parameter.</summary>
    public bool CanBeInjected
    {
        get
        {
            ConstructorDeclarationSyntax[] constructors = Constructors().ToArray();
            return constructors.Length == 0
                || (constructors.Length == 1 && constructors[0].Body is not null && _worker.ParameterList is null);
        }
    }

    /// <summary>The parameter a diagnostic is about, when it is the parameter's own type and the method may change.</summary>
    public static async Task<WorkerParameter?> FindAsync(
        Document document, SyntaxNode root, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        bool isOwnType = diagnostic.AdditionalLocations.Count == 0;
        return isOwnType
            && root.FindNode(diagnostic.Location.SourceSpan) is ParameterSyntax
            {
                Parent.Parent: MethodDeclarationSyntax { Parent: ClassDeclarationSyntax worker } method,
            } parameter
            && model?.GetDeclaredSymbol(method, cancellationToken) is { } symbol
            && !MethodBody.IsBound(symbol)
            ? new WorkerParameter(document, model, parameter, method, worker)
            : null;
    }

    /// <summary>Makes it a private field that the worker creates.</summary>
    public async Task<Document> ToFieldAsync(string creation, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await StartAsync(cancellationToken).ConfigureAwait(false);
        string field = FieldName();
        AddField(edits, $"private readonly {_parameter.Type} {field} = {creation};");
        Rename(edits, field, cancellationToken);
        return edits.ToDocument();
    }

    /// <summary>Makes it a parameter of the constructor, unless the worker already has such a service.</summary>
    public async Task<Document> ToInjectedAsync(INamedTypeSymbol type, string? attribute, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await StartAsync(cancellationToken).ConfigureAwait(false);
        if (FindExisting(type) is { } existing)
        {
            Rename(edits, existing, cancellationToken);
            return edits.ToDocument();
        }

        string name = _parameter.Identifier.Text;
        string typeName = edits.NameOf(type, _worker.OpenBraceToken.SpanStart);
        string declaration = $"{(attribute is null ? "" : $"[{attribute}] ")}{typeName} {name}";
        if (attribute is not null
            && Model.Compilation.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute") is { } keyed)
        {
            edits.NameOf(keyed, _worker.OpenBraceToken.SpanStart);
        }

        if (Constructors().FirstOrDefault() is { Body: { } body } constructor)
        {
            string field = FieldName();
            AddField(edits, $"private readonly {typeName} {field};");
            AddParameter(edits, constructor.ParameterList, declaration);
            AddStatement(edits, body, $"{field} = {name};");
            Rename(edits, field, cancellationToken);
        }
        else if (_worker.ParameterList is { } primary)
        {
            AddParameter(edits, primary, declaration);
        }
        else
        {
            int end = _worker.TypeParameterList?.Span.End ?? _worker.Identifier.Span.End;
            edits.Insert(end, $"({declaration})");
        }

        return edits.ToDocument();
    }

    private async Task<DocumentEdits> StartAsync(CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(_document, cancellationToken).ConfigureAwait(false);
        edits.RemoveParameter(_parameter);
        return edits;
    }

    private IEnumerable<ConstructorDeclarationSyntax> Constructors()
        => _worker.Members
            .OfType<ConstructorDeclarationSyntax>()
            .Where(constructor => !constructor.Modifiers.Any(SyntaxKind.StaticKeyword));

    /// <summary>A field, or a parameter of the primary constructor, that already holds such a service.</summary>
    private string? FindExisting(INamedTypeSymbol type)
    {
        foreach (ISymbol member in Symbol.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field
                && Model.Compilation.ClassifyConversion(type, field.Type) is { IsImplicit: true, IsUserDefined: false }
                && field.Type.SpecialType != SpecialType.System_Object)
            {
                return field.Name;
            }
        }

        foreach (ParameterSyntax parameter in _worker.ParameterList?.Parameters ?? [])
        {
            if (Model.GetDeclaredSymbol(parameter) is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.Type, type))
            {
                return symbol.Name;
            }
        }

        return null;
    }

    private string FieldName()
    {
        string name = "_" + Symbol.Name;
        while (Symbol.ContainingType.GetMembers(name).Length > 0)
        {
            name += "1";
        }

        return name;
    }

    private void Rename(DocumentEdits edits, string name, CancellationToken cancellationToken)
    {
        if (name == Symbol.Name)
        {
            return;
        }

        foreach (IdentifierNameSyntax use in MethodBody.ReferencesTo(Symbol, _method, edits.Model, cancellationToken))
        {
            edits.Replace(use.Span, name);
        }
    }

    private void AddField(DocumentEdits edits, string field)
    {
        MemberDeclarationSyntax first = _worker.Members[0];
        string indentation = edits.IndentationOf(first);
        FieldDeclarationSyntax? last = _worker.Members.OfType<FieldDeclarationSyntax>().LastOrDefault();
        if (last is not null)
        {
            edits.Insert(last.Span.End, edits.NewLine + indentation + field);
        }
        else
        {
            // Above the comments of the first member.
            int start = edits.StartOfLine(_worker.OpenBraceToken.Span.End, next: true);
            edits.Insert(start, $"{indentation}{field}{edits.NewLine}{edits.NewLine}");
        }
    }

    private static void AddParameter(DocumentEdits edits, ParameterListSyntax list, string declaration)
        => edits.Insert(list.CloseParenToken.SpanStart, (list.Parameters.Count == 0 ? "" : ", ") + declaration);

    private static void AddStatement(DocumentEdits edits, BlockSyntax body, string statement)
    {
        if (body.Statements.LastOrDefault() is { } last)
        {
            edits.Insert(last.Span.End, edits.NewLine + edits.IndentationOf(last) + statement);
            return;
        }

        string outer = edits.NewLine + edits.IndentationOf(body);
        edits.Replace(
            TextSpan.FromBounds(body.OpenBraceToken.Span.End, body.CloseBraceToken.SpanStart), $"{outer}    {statement}{outer}");
    }
}
