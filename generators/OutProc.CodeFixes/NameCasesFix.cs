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
/// Names the types behind an abstract class by <c>[KnownType]</c>, those behind an interface by <c>[JsonDerivedType]</c>, which can stand
/// there.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NameCasesFix : OutProcCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NoKnownCases];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, SyntaxNode root, Diagnostic diagnostic)
    {
        if (await ProblemPlace.FindAsync(context, root, diagnostic).ConfigureAwait(false) is not { } place
            || await place.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        INamedTypeSymbol? union = place.Type.DescendantNodesAndSelf()
            .OfType<TypeSyntax>()
            .Select(type => model.GetTypeInfo(type, context.CancellationToken).Type)
            .OfType<INamedTypeSymbol>()
            .FirstOrDefault(type => type.IsAbstract && type.Arity == 0 && type.IsInSource());
        if (union is null
            || context.Document.Project.Solution.GetDocument(union.DeclaringSyntaxReferences[0].SyntaxTree) is not { } document
            || model.Compilation.GetTypeByMetadataName(AttributeFor(union)) is not { } attribute)
        {
            return;
        }

        List<INamedTypeSymbol> cases = CasesOf(union, model.Compilation.Assembly.GlobalNamespace);
        if (cases.Count > 0)
        {
            string title = $"Name the types behind '{union.Name}' with [{attribute.Name.Replace("Attribute", "")}]";
            Offer(context, diagnostic, title, token => AddAsync(document, union, attribute, cases, token));
        }
    }

    private static string AttributeFor(INamedTypeSymbol union) => union.TypeKind == TypeKind.Interface
        ? "System.Text.Json.Serialization.JsonDerivedTypeAttribute"
        : "System.Runtime.Serialization.KnownTypeAttribute";

    /// <summary>The classes that can be created and derive from a type, by name: their order is their number on the wire.</summary>
    private static List<INamedTypeSymbol> CasesOf(INamedTypeSymbol union, INamespaceOrTypeSymbol space)
    {
        var cases = new List<INamedTypeSymbol>();
        foreach (ISymbol member in space.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
                && type is { IsAbstract: false, Arity: 0, IsFileLocal: false }
                && Derives(type, union))
            {
                cases.Add(type);
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                cases.AddRange(CasesOf(union, inner));
            }
        }

        cases.Sort((left, right) => string.CompareOrdinal(left.ToDisplayString(), right.ToDisplayString()));
        return cases;
    }

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol union)
    {
        for (INamedTypeSymbol? current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, union))
            {
                return true;
            }
        }

        return type.AllInterfaces.Contains(union, SymbolEqualityComparer.Default);
    }

    private static async Task<Solution> AddAsync(
        Document document,
        INamedTypeSymbol union,
        INamedTypeSymbol attribute,
        List<INamedTypeSymbol> cases,
        CancellationToken cancellationToken)
    {
        DocumentEdits edits = await DocumentEdits.StartAsync(document, cancellationToken).ConfigureAwait(false);
        SyntaxNode declaration = await union.DeclaringSyntaxReferences[0].GetSyntaxAsync(cancellationToken).ConfigureAwait(false);
        string name = edits.NameOf(attribute, declaration.SpanStart).Replace("Attribute", "");
        foreach (INamedTypeSymbol @case in cases)
        {
            edits.AddAttribute(declaration, $"{name}(typeof({edits.NameOf(@case, declaration.SpanStart)}))");
        }

        return edits.ToDocument().Project.Solution;
    }
}
