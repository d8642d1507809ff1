using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>
/// Which types without references may have padding or hold bits that are no value, and the copies of their layouts that tell the runtime.
/// </content>
internal sealed partial class TypeShapeParser
{
    /// <summary>The copy of the layout of a type, or <c>null</c> when every bit of it is data and means something.</summary>
    private string? MemoryOf(ITypeSymbol type) => type is INamedTypeSymbol named && NeedsMemory(named) ? FieldOf(named).TypeName : null;

    private static bool NeedsMemory(INamedTypeSymbol type)
        => IsNullable(type) || (IsComposite(type) && !HoldsUnknownFields(type) && UniformSize(type) is null);

    private static bool IsNullable(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>Whether a type is made of fields that are looked at. Those of the framework are known as a whole.</summary>
    private static bool IsComposite(INamedTypeSymbol type)
        => type.TypeKind == TypeKind.Struct
            && type.SpecialType == SpecialType.None
            && (!type.IsFrameworkType() || !FrameworkFields(type).IsEmpty);

    /// <summary>
    /// What methods capture of a primary constructor's parameters are fields that the compiler does not show, so that nothing is known
    /// about the memory of such a struct.
    /// </summary>
    private static bool HoldsUnknownFields(INamedTypeSymbol type)
        => !type.IsRecord && type.DeclaringSyntaxReferences.Any(
            reference => reference.GetSyntax() is StructDeclarationSyntax { ParameterList: not null });

    /// <summary>The size of all fields when they have the same one and lie where C# puts them: then there is no padding.</summary>
    private static int? UniformSize(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol named)
        {
            return null;
        }

        if ((named.EnumUnderlyingType ?? named).SpecialType is var special and not SpecialType.None)
        {
            return BuiltInTypes.UncheckedSizeOf(special);
        }

        if (named.IsFrameworkType() || !IsComposite(named) || HoldsUnknownFields(named) || StructLayout.Of(named) != StructLayout.Default)
        {
            return null;
        }

        int? size = null;
        foreach (IFieldSymbol field in FieldsOf(named))
        {
            int? fieldSize = field.IsFixedSizeBuffer ? null : UniformSize(field.Type);
            if (fieldSize is null || (size ?? fieldSize) != fieldSize)
            {
                return null;
            }

            size = fieldSize;
        }

        return size;
    }

    /// <summary>How a field of this type is copied: itself when the framework knows its memory, else another copy.</summary>
    private RawField FieldOf(ITypeSymbol type, int? offset = null)
    {
        var named = (INamedTypeSymbol)type;
        if (IsNullable(named))
        {
            RawField value = FieldOf(named.TypeArguments[0]);
            string name = value.IsNested
                ? Copy(named, StructLayout.Default, [new RawField("bool", IsNested: false, 0, null), value])
                : $"global::OutProc.Serialization.NullableMemory<{value.TypeName}>";
            return new RawField(name, IsNested: true, 0, offset);
        }

        if (IsComposite(named) && !HoldsUnknownFields(named))
        {
            return new RawField(CopyFields(named), IsNested: true, 0, offset);
        }

        return new RawField((named.EnumUnderlyingType ?? named).ToDisplayString(TypeNames.Code), IsNested: false, 0, offset);
    }

    private string CopyFields(INamedTypeSymbol type)
    {
        ImmutableArray<ITypeSymbol> known = FrameworkFields(type);
        if (!known.IsEmpty)
        {
            return Copy(
                type,
                type.IsTupleType ? StructLayout.Default with { Kind = "Auto" } : StructLayout.Default,
                [.. known.Select(field => FieldOf(field))]);
        }

        var fields = new List<RawField>();
        foreach (IFieldSymbol field in FieldsOf(type))
        {
            int? offset = StructLayout.OffsetOf(field);
            fields.Add(field.IsFixedSizeBuffer
                ? FieldOf(((IPointerTypeSymbol)field.Type).PointedAtType, offset) with { Count = field.FixedSize }
                : FieldOf(field.Type, offset));
        }

        return Copy(type, StructLayout.Of(type), fields);
    }

    private string Copy(INamedTypeSymbol type, StructLayout layout, List<RawField> fields)
    {
        FormatterName name = FormatterName.OfMemory(type);
        if (_reached.ContainsKey(name.FullName))
        {
            return name.FullName;
        }

        int length = type.Attribute("System.Runtime.CompilerServices.InlineArrayAttribute") is { } attribute
            ? attribute.ConstructorArguments[0].Value as int? ?? 0
            : 0;
        bool isNullable = IsNullable(type);
        Reach(new RawMemoryShape(
            name.Namespace,
            name.Name,
            type.ToDisplayString(TypeNames.Code),
            layout.Kind,
            layout.Pack,
            fields.Count == 0 ? 0 : layout.Size,
            length,
            isNullable,
            isNullable || fields.Exists(IsChecked),
            isNullable || layout.Kind == "Explicit" || layout.Size > 0 ? null : DataSizeOf(fields, length),
            fields.ToEquatableArray()));
        return name.FullName;
    }

    private bool IsChecked(RawField field)
        => field.IsNested ? ShapeOf(field) is not { IsChecked: false } : BuiltInTypes.IsChecked(field.TypeName);

    /// <summary>The sum of the fields' sizes, or <c>null</c> when that of one of them is not known before run time.</summary>
    private string? DataSizeOf(List<RawField> fields, int length)
    {
        var sizes = new List<string>();
        foreach (RawField field in fields)
        {
            if (field.IsNested && ShapeOf(field) is not { DataSize: not null })
            {
                return null;
            }

            string size = field.IsNested ? field.TypeName + ".DataSize" : BuiltInTypes.DataSizeOf(field.TypeName);
            sizes.Add(field.Count > 0 ? $"({field.Count} * {size})" : size);
        }

        string sum = sizes.Count == 0 ? "0" : string.Join(" + ", sizes);
        return length > 0 ? $"{length} * ({sum})" : sum;
    }

    /// <summary>The copy that a field refers to; <c>null</c> for the one that the runtime has.</summary>
    private RawMemoryShape? ShapeOf(RawField field)
        => _reached.TryGetValue(field.TypeName, out FormatterShape? shape) ? shape as RawMemoryShape : null;

    private static IEnumerable<IFieldSymbol> FieldsOf(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst);

    /// <summary>The fields of the framework's tuples and pairs, the only generic structs of its own that hold values as they are.</summary>
    private static ImmutableArray<ITypeSymbol> FrameworkFields(INamedTypeSymbol type)
    {
        string definition = TypeNames.Metadata(type.OriginalDefinition);
        return definition == "System.Collections.Generic.KeyValuePair`2" || definition.StartsWith("System.ValueTuple`", StringComparison.Ordinal)
            ? type.TypeArguments
            : [];
    }
}
