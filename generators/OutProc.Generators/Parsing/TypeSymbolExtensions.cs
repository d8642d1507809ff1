using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Questions about types that Roslyn answers only in parts.</summary>
internal static class TypeSymbolExtensions
{
    /// <summary>
    /// Whether the runtime keeps no references in a value, so that its memory is its wire form. Unlike the C# constraint, this includes
    /// <c>T?</c>.
    /// </summary>
    public static bool IsUnmanaged(this ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0].IsUnmanaged()
            : type.IsUnmanagedType;

    /// <summary>Whether a type belongs to the .NET libraries: its members are not the user's to read.</summary>
    public static bool IsFrameworkType(this ITypeSymbol type)
    {
        string? assembly = type.OriginalDefinition.IsInSource() ? null : type.ContainingAssembly?.Name;
        return assembly is "mscorlib" or "netstandard" or "System" or "WindowsBase"
            || assembly is not null
                && (assembly.StartsWith("System.", StringComparison.Ordinal)
                    || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));
    }

    /// <summary>The attribute of that full name, or <c>null</c>.</summary>
    public static AttributeData? Attribute(this ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type
                && fullName.EndsWith(type.Name, StringComparison.Ordinal)
                && TypeNames.Metadata(type) == fullName)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Whether the type is declared in the code that is being compiled, where members have an order.</summary>
    public static bool IsInSource(this ISymbol symbol) => !symbol.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>The interface of that generic definition, which is the type itself or implemented by it exactly once.</summary>
    public static INamedTypeSymbol? FindInterface(this INamedTypeSymbol type, string definition)
    {
        INamedTypeSymbol? found = TypeNames.Metadata(type.OriginalDefinition) == definition ? type : null;
        foreach (INamedTypeSymbol implemented in type.AllInterfaces)
        {
            if (TypeNames.Metadata(implemented.OriginalDefinition) == definition)
            {
                if (found is not null)
                {
                    return null;
                }

                found = implemented;
            }
        }

        return found;
    }

    /// <summary>What enumerating a collection gives, or <c>null</c> when that is not one type.</summary>
    public static ITypeSymbol? EnumeratedType(this INamedTypeSymbol type)
        => type.FindInterface("System.Collections.Generic.IEnumerable`1")?.TypeArguments[0];
}
