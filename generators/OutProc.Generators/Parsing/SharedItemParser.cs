using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Parses the types of which the source names shared queues, pipes, snapshots, maps and lists: wherever one is named, its items can be written and read.
/// </summary>
internal static class SharedItemParser
{
    private const string Space = "OutProc.Shared";

    private static readonly HashSet<string> s_types = new(StringComparer.Ordinal)
    {
        "SharedQueue", "SharedQueueItem", "SharedPipe", "SharedPipeEnd", "SharedSnapshot", "SharedDictionary", "SharedList",
    };

    private static readonly HashSet<string> s_methods = new(StringComparer.Ordinal)
    {
        "AddQueue", "AddPipe", "AddSnapshot", "AddDictionary", "AddList",
    };

    /// <summary>Whether a name may be that of such a resource. Looks at the text only.</summary>
    public static bool IsCandidate(SyntaxNode node)
        => node is GenericNameSyntax { IsUnboundGenericName: false } name
            && (s_types.Contains(name.Identifier.ValueText) || s_methods.Contains(name.Identifier.ValueText));

    /// <summary>The items of the resource that is named; none for types that need no code of their own, or cannot cross.</summary>
    public static EquatableArray<SharedItemModel> Parse(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        Compilation compilation = context.SemanticModel.Compilation;
        if (context.Node.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageRequirement.Minimum }
            || compilation.GetTypeByMetadataName(KnownTypes.SharedItemCodec) is null)
        {
            return [];
        }

        try
        {
            return ItemsOf(context.SemanticModel.GetSymbolInfo(context.Node, cancellationToken))
                .Select(item => Parse(item, compilation, cancellationToken))
                .OfType<SharedItemModel>()
                .ToEquatableArray();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A defect of ours must not take the code of workers away. The runtime names the type that has no code.
            return [];
        }
    }

    /// <summary>Those of all places together, each once, in an order that does not depend on the places.</summary>
    public static EquatableArray<SharedItemModel> Union(ImmutableArray<SharedItemModel> found)
    {
        var items = new SortedDictionary<string, SharedItemModel>(StringComparer.Ordinal);
        foreach (SharedItemModel item in found)
        {
            items[item.Name] = item;
        }

        return items.Values.ToEquatableArray();
    }

    private static SharedItemModel? Parse(ITypeSymbol item, Compilation compilation, CancellationToken cancellationToken)
    {
        var shapes = new TypeShapeParser(compilation, cancellationToken);
        if (HasTypeParameter(item)
            || shapes.Parse(item, "item") is not { } shape
            || shape is { Kind: TypeShapeKind.Unmanaged, Memory: null }
            || shape.TypeName is "string" or "byte[]")
        {
            return null;
        }

        return new SharedItemModel(FormatterName.OfItem(item).Name, shape, shapes.Formatters);
    }

    /// <summary>The type arguments of the resource, or of the method that declares one.</summary>
    private static ImmutableArray<ITypeSymbol> ItemsOf(SymbolInfo info)
    {
        // What is ambiguous, or not right yet, is the compiler's to report.
        ISymbol? symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
        return symbol switch
        {
            INamedTypeSymbol type when IsOurs(type) => type.TypeArguments,
            IMethodSymbol method when IsOurs(method.ContainingType) => method.TypeArguments,
            _ => [],
        };
    }

    private static bool IsOurs(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == Space;

    private static bool HasTypeParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => HasTypeParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasTypeParameter),
        _ => false,
    };
}
