using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Questions about types that Roslyn answers only in parts.</summary>
internal static class TypeSymbolExtensions
{
    /// <summary>Whether the runtime keeps no references in a value, so that its memory is its wire form. Unlike the C# constraint, this includes <c>T?</c>.</summary>
    public static bool IsUnmanaged(this ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0].IsUnmanaged()
            : type.IsUnmanagedType;

    /// <summary>Whether a type belongs to the .NET libraries: its members are not the user's to read.</summary>
    public static bool IsFrameworkType(this ITypeSymbol type)
    {
        string? assembly = type.ContainingAssembly?.Name;
        return assembly is "mscorlib" or "netstandard" or "System" or "WindowsBase"
            || assembly is not null
                && (assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));
    }
}
