using System.Globalization;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Parsing;

/// <summary>What is emitted for a class or contract is called, and who may see it.</summary>
internal static class EmittedNames
{
    /// <summary>
    /// The beginning of the names of emitted files. The compiler wants names that differ in more than case; names of types need not.
    /// </summary>
    public static string HintPrefixOf(INamedTypeSymbol type)
    {
        string name = type.ToDisplayString(TypeNames.Hint).Replace('<', '{').Replace('>', '}');
        INamespaceOrTypeSymbol container = type.ContainingType ?? (INamespaceOrTypeSymbol)type.ContainingNamespace;
        bool hasTwin = container.GetTypeMembers().Any(
            other => other.Name != type.Name && string.Equals(other.Name, type.Name, StringComparison.OrdinalIgnoreCase));
        return hasTwin ? $"{name}.{StableHash.Fnv1a32(name).ToString("x8", CultureInfo.InvariantCulture)}" : name;
    }

    /// <summary>The namespace of a type as code, or <c>null</c> for the global one.</summary>
    public static string? NamespaceOf(INamedTypeSymbol type)
        => type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(TypeNames.Schema) : null;

    /// <summary>The namespace of the file-local types behind a contract of <paramref name="space"/>.</summary>
    public static string EmittedNamespaceOf(string? space) => space is null ? FormatterName.Root : $"{FormatterName.Root}.{space}";

    /// <summary>What the types behind a contract are named after: its name without the <c>I</c> of interfaces.</summary>
    public static string StemOf(INamedTypeSymbol contract)
        => contract.Name.Length > 1 && contract.Name[0] == 'I' && char.IsUpper(contract.Name[1]) ? contract.Name.Substring(1) : contract.Name;

    /// <summary>Whether a type or one around it is generic.</summary>
    public static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    /// <summary>The type parameters of a type as code, in brackets; an empty string where there are none.</summary>
    public static string TypeParametersOf(INamedTypeSymbol type) => type.TypeParameters.IsEmpty
        ? ""
        : $"<{string.Join(", ", type.TypeParameters.Select(parameter => Identifiers.Escape(parameter.Name)))}>";

    /// <summary>The <c>where</c> clauses of a type as code, with a space in front; an empty string where there are none.</summary>
    public static string ConstraintsOf(INamedTypeSymbol type)
    {
        string text = type.ToDisplayString(TypeNames.Constrained);
        int start = text.IndexOf(" where ", StringComparison.Ordinal);
        return start < 0 ? "" : text.Substring(start);
    }

    /// <summary>Public, internal, or not applicable for a type that emitted code cannot reach.</summary>
    public static Accessibility AccessibilityOf(INamedTypeSymbol symbol)
    {
        var accessibility = Accessibility.Public;
        for (INamedTypeSymbol? type = symbol; type is not null; type = type.ContainingType)
        {
            switch (type.DeclaredAccessibility)
            {
                case Accessibility.Public when !type.IsFileLocal:
                    break;
                case Accessibility.Internal or Accessibility.ProtectedOrInternal when !type.IsFileLocal:
                    accessibility = Accessibility.Internal;
                    break;
                default:
                    return Accessibility.NotApplicable;
            }
        }

        return accessibility;
    }
}
