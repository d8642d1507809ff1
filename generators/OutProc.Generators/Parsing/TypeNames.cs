using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>How types are named: in emitted code, in messages, in tables.</summary>
internal static class TypeNames
{
    /// <summary>
    /// For signatures in emitted code: <c>global::</c>, nullable annotations, C# keywords for built-in types, escaped identifiers.
    /// </summary>
    public static readonly SymbolDisplayFormat FullyQualified = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>
    /// For identity: as <see cref="FullyQualified"/>, without nullable annotations and with <c>System.ValueTuple</c> written out.
    /// </summary>
    public static readonly SymbolDisplayFormat Code = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    /// <summary>For declarations: as <see cref="FullyQualified"/>, with the constraints of type parameters.</summary>
    public static readonly SymbolDisplayFormat Constrained = FullyQualified
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints);

    /// <summary>For schema texts: as <see cref="Code"/>, without <c>global::</c>.</summary>
    public static readonly SymbolDisplayFormat Schema = Code.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>For names of emitted files.</summary>
    public static readonly SymbolDisplayFormat Hint = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <summary>For people.</summary>
    public static readonly SymbolDisplayFormat Message = SymbolDisplayFormat.MinimallyQualifiedFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Methods, for people: with class and parameter types, as overloads are told apart.</summary>
    public static readonly SymbolDisplayFormat Method = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType | SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeModifiers,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>For tables: namespace and metadata name of the definition, <c>System.Collections.Generic.List`1</c>.</summary>
    public static string Metadata(ITypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            return Metadata(outer) + "+" + type.MetadataName;
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space
            ? space.ToDisplayString() + "." + type.MetadataName
            : type.MetadataName;
    }
}
