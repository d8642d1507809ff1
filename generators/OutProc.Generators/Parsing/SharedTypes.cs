using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>The types of shared resources, of which only the name crosses: sender and receiver both have the resource already.</summary>
internal static class SharedTypes
{
    private const string Formatter = "global::OutProc.CompilerServices.SharedReferences";

    /// <summary>The bytes of a set, an entry and its generation.</summary>
    private const string Size = "16";

    private const string HandleFormatter = "global::OutProc.CompilerServices.SharedHandles";

    /// <summary>The bytes of the number of a handle.</summary>
    private const string HandleSize = "8";

    private static readonly string[] s_handles = ["Microsoft.Win32.SafeHandles.SafeFileHandle", "System.Net.Sockets.Socket"];

    /// <summary>Whether a type is a shared resource.</summary>
    public static bool IsResource(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class } && type.AllInterfaces.Any(implemented => implemented.Is(KnownTypes.SharedResourceOf));

    /// <summary>The shape of a shared resource.</summary>
    public static TypeShape ShapeOf(ITypeSymbol type) => ShapeOf(type, $"{Formatter}<{type.ToDisplayString(TypeNames.Code)}>", Size);

    /// <summary>The shape of a handle; <c>null</c> when it is of something that cannot be handed over.</summary>
    public static TypeShape? ShapeOfHandle(INamedTypeSymbol type)
        => Array.IndexOf(s_handles, TypeNames.Metadata(type.TypeArguments[0])) < 0
            ? null
            : ShapeOf(type, $"{HandleFormatter}<{type.TypeArguments[0].ToDisplayString(TypeNames.Code)}>", HandleSize);

    private static TypeShape ShapeOf(ITypeSymbol type, string formatter, string size)
        => new(
            type.ToDisplayString(TypeNames.FullyQualified),
            type.ToDisplayString(TypeNames.Code),
            TypeShapeKind.Formatter,
            formatter,
            formatter,
            IsReferenceType: true,
            size,
            type.ToDisplayString(TypeNames.Schema),
            []);
}
