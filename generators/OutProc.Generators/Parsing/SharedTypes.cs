using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>The types of shared resources, of which only the name crosses: sender and receiver both have the resource already.</summary>
internal static class SharedTypes
{
    private const string Formatter = "global::OutProc.CompilerServices.SharedReferences";

    /// <summary>The bytes of a set, an entry and its generation.</summary>
    private const string Size = "16";

    /// <summary>Whether a type is a shared resource.</summary>
    public static bool IsResource(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class } && type.AllInterfaces.Any(implemented => implemented.Is(KnownTypes.SharedResourceOf));

    /// <summary>The shape of a shared resource.</summary>
    public static TypeShape ShapeOf(ITypeSymbol type)
    {
        string name = type.ToDisplayString(TypeNames.Code);
        string formatter = $"{Formatter}<{name}>";
        return new TypeShape(
            type.ToDisplayString(TypeNames.FullyQualified),
            name,
            TypeShapeKind.Formatter,
            formatter,
            formatter,
            IsReferenceType: true,
            Size,
            type.ToDisplayString(TypeNames.Schema),
            []);
    }
}
