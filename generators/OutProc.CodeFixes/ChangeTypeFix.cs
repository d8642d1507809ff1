using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.CodeFixes;

/// <summary>
/// Replaces a stream, query or span by data that crosses, wherever the type is written, and adapts the method's own use of it as far as
/// that is certain.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ChangeTypeFix : OutProcCodeFix
{
    private const string Bytes = "ReadOnlyMemory<byte>";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.OpenStream,
        DiagnosticIds.Query,
        DiagnosticIds.RefStruct,
    ];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (await ProblemPlace.FindAsync(context, root, diagnostic).ConfigureAwait(false) is not { } place
            || await place.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        TypeSyntax[] types = WrittenTypes(place.Type, diagnostic.Id, model);
        if (types.Length > 0 && Array.TrueForAll(types, type => DataFor(type, model) is not null))
        {
            string data = DataFor(types[0], model)!;
            Offer(context, diagnostic, $"Send '{data}'", token => ChangeAsync(place, diagnostic.Id, token));
        }
    }

    /// <summary>The outermost types of that kind, without the question mark behind them.</summary>
    private static TypeSyntax[] WrittenTypes(TypeSyntax type, string id, SemanticModel model)
    {
        bool IsMeant(SyntaxNode node)
            => node is TypeSyntax and not NullableTypeSyntax
                && model.GetTypeInfo(node).Type is { } symbol
                && ForbiddenTypes.Find(symbol)?.Id == id;
        return type.DescendantNodesAndSelf(node => !IsMeant(node)).Where(IsMeant).Cast<TypeSyntax>().ToArray();
    }

    /// <summary>What can be sent instead; <c>null</c> when that is not certain.</summary>
    private static string? DataFor(TypeSyntax written, SemanticModel model)
    {
        if (model.GetTypeInfo(written).Type is not INamedTypeSymbol type)
        {
            return null;
        }

        GenericNameSyntax? generic = written.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault();
        string? element = generic?.TypeArgumentList.Arguments[0].ToString();
        return ForbiddenTypes.Find(type)?.Id switch
        {
            DiagnosticIds.Query when element is not null => element + "[]",
            DiagnosticIds.RefStruct when element is not null && type.Name is "Span" or "ReadOnlySpan" => $"ReadOnlyMemory<{element}>",
            DiagnosticIds.OpenStream => IsText(type) ? "string" : Bytes,
            _ => null,
        };
    }

    private static bool IsText(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.Name is "TextReader" or "TextWriter")
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<Solution> ChangeAsync(ProblemPlace place, string id, CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(place.Document, cancellationToken).ConfigureAwait(false);
        TypeSyntax[] types = WrittenTypes(place.Type, id, edits.Model);
        foreach (TypeSyntax type in types)
        {
            edits.Replace(type.Span, DataFor(type, edits.Model)!);
        }

        MethodDeclarationSyntax? method = place.Declaration.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        bool isWhole = types.Length == 1 && types[0] == Unwrapped(place.Type);
        if (method is not null && isWhole && id != DiagnosticIds.OpenStream)
        {
            AdaptBody(edits, place.Declaration, method, id, cancellationToken);
        }

        return edits.ToDocument().Project.Solution;
    }

    private static void AdaptBody(
        DocumentEdits edits, SyntaxNode declaration, MethodDeclarationSyntax method, string id, CancellationToken cancellationToken)
    {
        if (declaration == method.ReturnType)
        {
            foreach (ExpressionSyntax returned in MethodBody.ReturnedBy(method))
            {
                bool isPrimary = MethodBody.IsPrimary(returned);
                edits.Insert(returned.Span.End, isPrimary ? ".ToArray()" : ").ToArray()");
                if (!isPrimary)
                {
                    edits.Insert(returned.SpanStart, "(");
                }
            }
        }
        else if (id == DiagnosticIds.RefStruct
            && declaration is ParameterSyntax
            && edits.Model.GetDeclaredSymbol(declaration, cancellationToken) is { } parameter
            && ((SyntaxNode?)method.Body ?? method.ExpressionBody) is { } body)
        {
            foreach (IdentifierNameSyntax use in MethodBody.ReferencesTo(parameter, body, edits.Model, cancellationToken))
            {
                edits.Insert(use.Span.End, ".Span");
            }
        }
    }

    /// <summary>The type inside of a task or behind a question mark.</summary>
    private static TypeSyntax Unwrapped(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => Unwrapped(nullable.ElementType),
        GenericNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } task => Unwrapped(task.TypeArgumentList.Arguments[0]),
        _ => type,
    };
}
