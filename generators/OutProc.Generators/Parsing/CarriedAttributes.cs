using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Parsing;

/// <summary>The attributes of the user's members that callers of the contract must see too.</summary>
internal static class CarriedAttributes
{
    private const string CompilerServices = "System.Runtime.CompilerServices.";

    /// <summary><c>[Obsolete]</c> and <c>[Experimental]</c> of a class or method, as code.</summary>
    public static EquatableArray<string> Of(ISymbol symbol)
    {
        var carried = new List<string>();
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && (type.Is(KnownTypes.ObsoleteAttribute) || type.Is(KnownTypes.ExperimentalAttribute)))
            {
                carried.Add($"[{Print(attribute)}]");
            }
        }

        return carried.ToEquatableArray();
    }

    /// <summary>The caller-information attributes of a parameter, which speak of whoever calls the contract; each with a space behind it.</summary>
    public static string Of(IParameterSymbol parameter)
    {
        string carried = "";
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && type.Name is "CallerMemberNameAttribute" or "CallerFilePathAttribute" or "CallerLineNumberAttribute"
                && type.Is(CompilerServices + type.Name))
            {
                carried += $"[{Print(attribute)}] ";
            }
        }

        return carried;
    }

    /// <summary>The ids of the diagnostics that emitted code would raise by using <paramref name="symbol"/>.</summary>
    public static void AddDiagnosticIds(ISymbol symbol, ISet<string> ids)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            object? id = type.Is(KnownTypes.ExperimentalAttribute) ? attribute.ConstructorArguments.FirstOrDefault().Value
                : type.Is(KnownTypes.ObsoleteAttribute) ? attribute.Named("DiagnosticId")
                : null;
            if (id is string text && SyntaxFacts.IsValidIdentifier(text))
            {
                ids.Add(text);
            }
        }
    }

    private static string Print(AttributeData attribute)
    {
        IEnumerable<string> arguments = attribute.ConstructorArguments
            .Select(argument => Print(argument))
            .Concat(attribute.NamedArguments.Select(argument => $"{argument.Key} = {Print(argument.Value)}"));
        string list = string.Join(", ", arguments);
        return attribute.AttributeClass!.ToDisplayString(TypeNames.Code) + (list.Length == 0 ? "" : $"({list})");
    }

    private static string Print(TypedConstant argument) => argument.Value is { } value ? DefaultValues.Literal(value) ?? "null" : "null";
}
