using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>The types the runtime's writer and reader know by themselves.</summary>
internal static class BuiltInTypes
{
    private const string DateTimeOffset = "global::System.DateTimeOffset";
    private const string ExceptionFormatter = "global::OutProc.CompilerServices.PayloadExceptions";
    private const string SizeOfType = "global::System.Runtime.CompilerServices.Unsafe.SizeOf";

    /// <summary>Unmanaged types with bit patterns that are not a value; the reader refuses those.</summary>
    private static readonly HashSet<string> s_checked = new(StringComparer.Ordinal)
    {
        "bool", "decimal", "global::System.DateTime", DateTimeOffset, "global::System.DateOnly", "global::System.TimeOnly",
        "global::System.Text.Rune",
    };

    /// <summary>Types with a wire form of their own, and the smallest number of bytes it takes.</summary>
    private static readonly Dictionary<string, (string Name, string MinSize)> s_named = new(StringComparer.Ordinal)
    {
        ["System.String"] = ("String", "4"),
        ["System.Uri"] = ("Uri", "4"),
        ["System.Version"] = ("Version", "1"),
        ["System.Text.StringBuilder"] = ("StringBuilder", "4"),
        ["System.Globalization.CultureInfo"] = ("CultureInfo", "4"),
        ["System.TimeZoneInfo"] = ("TimeZoneInfo", "4"),
        ["System.Numerics.BigInteger"] = ("BigInteger", "4"),
        ["System.Collections.BitArray"] = ("BitArray", "1"),
    };

    /// <summary>The shape of a built-in type, or <c>null</c>.</summary>
    public static TypeShape? Find(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { IsGenericType: false })
        {
            return null;
        }

        if (SizeOf(type.SpecialType) is { } size)
        {
            return Unmanaged(type, size, type.ToDisplayString(TypeNames.Schema));
        }

        return s_named.TryGetValue(TypeNames.Metadata(type), out (string Name, string MinSize) known)
            ? new TypeShape(
                type.ToDisplayString(TypeNames.FullyQualified),
                type.ToDisplayString(TypeNames.Code),
                TypeShapeKind.BuiltIn,
                "Write" + known.Name,
                "Read" + known.Name,
                type.IsReferenceType,
                known.MinSize,
                type.ToDisplayString(TypeNames.Schema),
                [])
            : null;
    }

    /// <summary>Whether a type is the base of all exceptions, the only one of them that says what arrives.</summary>
    public static bool IsException(ITypeSymbol type)
        => type.Name == "Exception" && TypeNames.Metadata(type) == "System.Exception" && type.IsFrameworkType();

    /// <summary>The shape of an exception, which the runtime writes and reads as text.</summary>
    public static TypeShape Exception(ITypeSymbol type) => new(
        type.ToDisplayString(TypeNames.FullyQualified),
        type.ToDisplayString(TypeNames.Code),
        TypeShapeKind.Formatter,
        ExceptionFormatter,
        ExceptionFormatter,
        IsReferenceType: true,
        "4",
        type.ToDisplayString(TypeNames.Schema),
        []);

    /// <summary>Whether the reader must look at the bits of a value of this type of the framework.</summary>
    public static bool IsChecked(string typeName) => s_checked.Contains(typeName);

    /// <summary>An expression of the bytes that hold data in a type of the framework. Only one has padding.</summary>
    public static string DataSizeOf(string typeName) => typeName switch
    {
        DateTimeOffset => "12",
        _ when typeName.StartsWith("global::", StringComparison.Ordinal) => $"{SizeOfType}<{typeName}>()",
        _ => $"sizeof({typeName})",
    };

    /// <summary>The size of a type of C# whose every bit pattern is a value.</summary>
    public static int? UncheckedSizeOf(SpecialType type)
        => type is not (SpecialType.System_Boolean or SpecialType.System_DateTime or SpecialType.System_Decimal)
            && SizeOf(type) is { } size
            ? int.Parse(size, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>The shape of a type that is written as its raw memory.</summary>
    /// <param name="type">The type.</param>
    /// <param name="size">Its size, when it is known.</param>
    /// <param name="schema">Its part of a schema text.</param>
    /// <param name="memory">The copy of its layout, when it may have padding or fields to check.</param>
    public static TypeShape Unmanaged(ITypeSymbol type, string? size, string schema, string? memory = null)
    {
        string name = type.ToDisplayString(TypeNames.Code);
        return new TypeShape(
            type.ToDisplayString(TypeNames.FullyQualified),
            name,
            TypeShapeKind.Unmanaged,
            memory is null ? "WriteUnmanaged" : $"WriteRaw<{name}, {memory}>",
            memory is null ? $"{(IsChecked(name) ? "ReadChecked" : "ReadUnmanaged")}<{name}>" : $"ReadRaw<{name}, {memory}>",
            IsReferenceType: false,
            size ?? $"{SizeOfType}<{name}>()",
            schema,
            [])
        {
            Memory = memory,
        };
    }

    private static string? SizeOf(SpecialType type) => type switch
    {
        SpecialType.System_Boolean or SpecialType.System_Byte or SpecialType.System_SByte => "1",
        SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char => "2",
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Single => "4",
        SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Double or SpecialType.System_DateTime => "8",
        SpecialType.System_Decimal => "16",
        _ => null,
    };
}
