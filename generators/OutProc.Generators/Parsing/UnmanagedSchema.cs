using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Describes the layout of a type without references: equal texts mean equal memory on equal runtimes.</summary>
internal static class UnmanagedSchema
{
    public static string Of(INamedTypeSymbol type)
    {
        string name = type.ToDisplayString(TypeNames.Schema);
        if (type.EnumUnderlyingType is { } underlying)
        {
            return $"{name}:{underlying.ToDisplayString(TypeNames.Schema)}";
        }

        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return Of((INamedTypeSymbol)type.TypeArguments[0]) + "?";
        }

        if (type.SpecialType != SpecialType.None || type.IsFrameworkType())
        {
            IEnumerable<string> arguments = type.TypeArguments.OfType<INamedTypeSymbol>().Select(Of);
            return type.TypeArguments.IsEmpty ? name : $"{TypeNames.Metadata(type.OriginalDefinition)}<{string.Join(", ", arguments)}>";
        }

        var text = new StringBuilder(name).Append(Layout(type)).Append('{');
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field)
            {
                text.Append(text[text.Length - 1] == '{' ? "" : ", ").Append(Field(field));
            }
        }

        return text.Append('}').ToString();
    }

    private static string Field(IFieldSymbol field)
    {
        string type = field.Type is INamedTypeSymbol named ? Of(named) : field.Type.ToDisplayString(TypeNames.Schema);
        string length = field.IsFixedSizeBuffer ? $"[{field.FixedSize.ToString(CultureInfo.InvariantCulture)}]" : "";
        string offset = StructLayout.OffsetOf(field) is { } bytes ? $"({bytes.ToString(CultureInfo.InvariantCulture)})" : "";
        return $"{NameOf(field)}: {type}{length}{offset}";
    }

    /// <summary>The name of a field, or of the property it is behind, which metadata does not tell.</summary>
    private static string NameOf(IFieldSymbol field)
    {
        string name = (field.AssociatedSymbol ?? field).Name;
        int end = name.IndexOf(">k__BackingField", StringComparison.Ordinal);
        return end > 0 ? name.Substring(1, end - 1) : name;
    }

    private static string Layout(INamedTypeSymbol type)
        => StructLayout.Of(type).ToString() + Attribute(type, "System.Runtime.CompilerServices.InlineArrayAttribute");

    private static string Attribute(ISymbol symbol, string name)
    {
        if (symbol.Attribute(name) is not { } attribute)
        {
            return "";
        }

        var text = new StringBuilder("(");
        foreach (TypedConstant argument in attribute.ConstructorArguments)
        {
            text.Append(Convert.ToString(argument.Value, CultureInfo.InvariantCulture));
        }

        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            text.Append(' ').Append(argument.Key).Append('=').Append(Convert.ToString(argument.Value.Value, CultureInfo.InvariantCulture));
        }

        return text.Append(')').ToString();
    }
}
