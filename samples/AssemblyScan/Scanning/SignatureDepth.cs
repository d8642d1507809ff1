using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace AssemblyScan.Scanning;

/// <summary>
/// Decodes a signature to the depth of its nesting. The decoder calls itself once per level, so a crafted file can overflow the stack,
/// which no <c>catch</c> can stop: the reason to scan in a process of its own.
/// </summary>
internal sealed class SignatureDepth : ISignatureTypeProvider<int, object?>
{
    public static readonly SignatureDepth Instance = new();

    private SignatureDepth()
    {
    }

    public static int Of(MethodSignature<int> signature) => Math.Max(signature.ReturnType, Deepest(signature.ParameterTypes));

    public int GetPrimitiveType(PrimitiveTypeCode typeCode) => 1;

    public int GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => 1;

    public int GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => 1;

    public int GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public int GetGenericMethodParameter(object? genericContext, int index) => 1;

    public int GetGenericTypeParameter(object? genericContext, int index) => 1;

    public int GetGenericInstantiation(int genericType, ImmutableArray<int> typeArguments) =>
        1 + Math.Max(genericType, Deepest(typeArguments));

    public int GetArrayType(int elementType, ArrayShape shape) => 1 + elementType;

    public int GetSZArrayType(int elementType) => 1 + elementType;

    public int GetByReferenceType(int elementType) => 1 + elementType;

    public int GetPointerType(int elementType) => 1 + elementType;

    public int GetFunctionPointerType(MethodSignature<int> signature) => 1 + Of(signature);

    public int GetModifiedType(int modifier, int unmodifiedType, bool isRequired) => Math.Max(modifier, unmodifiedType);

    public int GetPinnedType(int elementType) => elementType;

    private static int Deepest(ImmutableArray<int> depths)
    {
        int deepest = 0;
        foreach (int depth in depths)
        {
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }
}
