using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Arrays, lists, sets, maps and memory.</content>
internal sealed partial class TypeShapeParser
{
    private TypeShape? VisitArray(IArrayTypeSymbol type)
    {
        if (Visit(type.ElementType, "[]") is not { } element)
        {
            return null;
        }

        return element.Kind == TypeShapeKind.Unmanaged && type.Rank == 1
            ? new TypeShape(
                type.ToDisplayString(TypeNames.FullyQualified),
                type.ToDisplayString(TypeNames.Code),
                TypeShapeKind.BuiltIn,
                "WriteArray",
                $"ReadArray<{element.TypeName}>",
                IsReferenceType: true,
                "4",
                element.Schema + "[]",
                [])
            : Refuse(type, "which is not supported yet");
    }

    private TypeShape? VisitObject(INamedTypeSymbol type) => Refuse(type, "which is not supported yet");
}
