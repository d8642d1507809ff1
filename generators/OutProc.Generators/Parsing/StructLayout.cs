using System.Globalization;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>What was said about the layout of a struct.</summary>
/// <param name="Kind">The name of the <c>LayoutKind</c>.</param>
/// <param name="Pack">The packing, or 0.</param>
/// <param name="Size">The size, or 0.</param>
internal readonly record struct StructLayout(string Kind, int Pack, int Size)
{
    private const string Attribute = "System.Runtime.InteropServices.StructLayoutAttribute";

    /// <summary>What C# says about a struct without an attribute.</summary>
    public static readonly StructLayout Default = new("Sequential", 0, 0);

    public static StructLayout Of(INamedTypeSymbol type)
        => type.IsInSource() || MetadataOf(type) is not { } reader ? OfSource(type) : OfMetadata(type, reader);

    /// <summary>What a schema text says about it: nothing about the layout that C# gives by itself.</summary>
    public override string ToString()
    {
        string pack = Pack > 0 ? $" Pack={Pack.ToString(CultureInfo.InvariantCulture)}" : "";
        string size = Size > 0 ? $" Size={Size.ToString(CultureInfo.InvariantCulture)}" : "";
        return this == Default ? "" : $"({Kind}{pack}{size})";
    }

    /// <summary>The offset a field was given by hand.</summary>
    public static int? OffsetOf(IFieldSymbol field)
    {
        if (field.ContainingType.IsInSource() || MetadataOf(field.ContainingType) is not { } reader)
        {
            return field.Attribute("System.Runtime.InteropServices.FieldOffsetAttribute") is { } attribute
                ? attribute.ConstructorArguments[0].Value as int?
                : null;
        }

        int offset = reader.GetFieldDefinition((FieldDefinitionHandle)MetadataTokens.EntityHandle(field.MetadataToken)).GetOffset();
        return offset < 0 ? null : offset;
    }

    private static StructLayout OfSource(INamedTypeSymbol type)
    {
        if (type.Attribute(Attribute) is not { ConstructorArguments.Length: 1 } attribute)
        {
            return Default;
        }

        return new StructLayout(
            Convert.ToInt32(attribute.ConstructorArguments[0].Value, CultureInfo.InvariantCulture) switch
            {
                0 => "Sequential",
                2 => "Explicit",
                _ => "Auto",
            },
            Argument(attribute, "Pack"),
            Argument(attribute, "Size"));
    }

    /// <summary>Compiled, the attribute has become a part of the type that symbols do not show.</summary>
    private static StructLayout OfMetadata(INamedTypeSymbol type, MetadataReader reader)
    {
        var handle = (TypeDefinitionHandle)MetadataTokens.EntityHandle(type.OriginalDefinition.MetadataToken);
        TypeDefinition definition = reader.GetTypeDefinition(handle);
        TypeLayout layout = definition.GetLayout();
        return new StructLayout(
            (definition.Attributes & TypeAttributes.LayoutMask) switch
            {
                TypeAttributes.SequentialLayout => "Sequential",
                TypeAttributes.ExplicitLayout => "Explicit",
                _ => "Auto",
            },
            layout.PackingSize,
            IsEmpty(type) ? 0 : layout.Size);
    }

    /// <summary>The compiler gives a struct without fields the size of one byte, as if by hand.</summary>
    private static bool IsEmpty(INamedTypeSymbol type) => !type.GetMembers().Any(member => member is IFieldSymbol { IsStatic: false });

    private static MetadataReader? MetadataOf(INamedTypeSymbol type)
        => type.OriginalDefinition.ContainingModule?.GetMetadata()?.GetMetadataReader();

    private static int Argument(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as int? ?? 0;
}
