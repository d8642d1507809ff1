using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Parsing;

/// <summary>Default values of parameters, as code that means the same in any file.</summary>
internal static class DefaultValues
{
    /// <summary>The default value of <paramref name="parameter"/>, or <c>null</c> when it has none that C# can write.</summary>
    public static string? Of(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
        {
            return null;
        }

        ITypeSymbol type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : parameter.Type;
        return parameter.ExplicitDefaultValue switch
        {
            null => OfNull(parameter.Type),
            // Only an attribute can say that, and the attribute is the compiler's own.
            DateTime => null,
            object value when type is INamedTypeSymbol { EnumUnderlyingType: not null } enumType => OfEnum(enumType, value),
            object value => Literal(value),
        };
    }

    /// <summary>A constant as code.</summary>
    public static string? Literal(object value) => value switch
    {
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char letter => SymbolDisplay.FormatLiteral(letter, quote: true),
        bool flag => flag ? "true" : "false",
        float number => OfSingle(number),
        double number => OfDouble(number),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        sbyte or byte or short or ushort or int => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>A constant of an enum: its member where one has that value.</summary>
    public static string OfEnum(INamedTypeSymbol type, object value)
    {
        string name = type.ToDisplayString(TypeNames.Code);
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value))
            {
                return $"{name}.{Identifiers.Escape(field.Name)}";
            }
        }

        return $"({name})({Literal(value)})";
    }

    private static string OfNull(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.TypeParameter)
        {
            return type.IsReferenceType || type.NullableAnnotation == NullableAnnotation.Annotated ? "default" : "default!";
        }

        if (type.IsValueType)
        {
            return type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? "null" : "default";
        }

        return type.NullableAnnotation == NullableAnnotation.Annotated ? "null" : "null!";
    }

    private static string OfSingle(float number)
    {
        if (float.IsNaN(number) || float.IsInfinity(number))
        {
            return "float." + NameOf(number);
        }

        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return (IsNegativeZero(number) ? "-0" : text) + "F";
    }

    private static string OfDouble(double number)
    {
        if (double.IsNaN(number) || double.IsInfinity(number))
        {
            return "double." + NameOf(number);
        }

        // "R" is not always exact on .NET Framework, where an IDE may run the generator.
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        if (!double.Parse(text, CultureInfo.InvariantCulture).Equals(number))
        {
            text = number.ToString("G17", CultureInfo.InvariantCulture);
        }

        return (IsNegativeZero(number) ? "-0" : text) + "D";
    }

    private static string NameOf(double number)
        => double.IsNaN(number) ? "NaN" : number > 0 ? "PositiveInfinity" : "NegativeInfinity";

    private static bool IsNegativeZero(double number) => number == 0 && BitConverter.DoubleToInt64Bits(number) != 0;
}
