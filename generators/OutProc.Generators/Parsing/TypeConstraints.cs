using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Says whether type arguments meet their constraints. Where they do not, the compiler says it in the user's code, and must not say it in emitted
/// code too.
/// </summary>
internal static class TypeConstraints
{
    /// <summary>Whether the arguments of a constructed type do, and those of the types in them.</summary>
    public static bool AreMet(INamedTypeSymbol type, Compilation compilation)
    {
        for (int i = 0; i < type.TypeArguments.Length; i++)
        {
            if (!IsMet(type.OriginalDefinition.TypeParameters[i], type.TypeArguments[i], type, compilation)
                || (type.TypeArguments[i] is INamedTypeSymbol inner && !AreMet(inner, compilation)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMet(ITypeParameterSymbol parameter, ITypeSymbol argument, INamedTypeSymbol type, Compilation compilation)
    {
        bool isNullable = argument.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        return argument.TypeKind == TypeKind.Error
            || (!(parameter.HasReferenceTypeConstraint && !argument.IsReferenceType)
                && !(parameter.HasValueTypeConstraint && (!argument.IsValueType || isNullable))
                && !(parameter.HasUnmanagedTypeConstraint && !argument.IsUnmanagedType)
                && !(parameter.HasConstructorConstraint && !HasConstructor(argument))
                && !(argument.IsRefLikeType && !parameter.AllowsRefLikeType)
                && parameter.ConstraintTypes.All(constraint => IsA(argument, Substitute(constraint, type, compilation), compilation)));
    }

    private static bool HasConstructor(ITypeSymbol type)
        => type.IsValueType || type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAbstract: false } named
            && named.InstanceConstructors.Any(
                constructor => constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public });

    private static bool IsA(ITypeSymbol type, ITypeSymbol constraint, Compilation compilation)
    {
        Conversion conversion = ((CSharpCompilation)compilation).ClassifyConversion(type, constraint);
        return conversion.IsIdentity || conversion.IsBoxing || (conversion.IsReference && conversion.IsImplicit);
    }

    /// <summary>A constraint with the arguments of <paramref name="type"/> in place of its parameters.</summary>
    private static ITypeSymbol Substitute(ITypeSymbol constraint, INamedTypeSymbol type, Compilation compilation) => constraint switch
    {
        ITypeParameterSymbol parameter when SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, type.OriginalDefinition)
            => type.TypeArguments[parameter.Ordinal],
        IArrayTypeSymbol array => compilation.CreateArrayTypeSymbol(Substitute(array.ElementType, type, compilation), array.Rank),
        INamedTypeSymbol { ContainingType: null, TypeArguments.Length: > 0 } named => named.OriginalDefinition.Construct(
            named.TypeArguments.Select(argument => Substitute(argument, type, compilation)).ToArray()),
        _ => constraint,
    };
}
