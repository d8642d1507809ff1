using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Describes the generic classes that hold the unsafe accessors of generic types: the runtime wants their type parameters equal.</summary>
internal static class AccessorOwners
{
    /// <summary>The class for the members of <paramref name="owner"/>; <c>null</c> when it is not generic.</summary>
    public static AccessorOwner? Of(INamedTypeSymbol owner)
    {
        if (!owner.IsGenericType)
        {
            return null;
        }

        var parameters = new List<ITypeParameterSymbol>();
        var arguments = new List<ITypeSymbol>();
        Collect(owner, parameters, arguments);
        string openName = owner.OriginalDefinition.ToDisplayString(TypeNames.Code);
        string hash = StableHash.Fnv1a32(openName).ToString("x8", CultureInfo.InvariantCulture);
        return new AccessorOwner(
            $"Of{owner.Name}_{hash}",
            $"<{string.Join(", ", parameters.Select(parameter => Identifiers.Escape(parameter.Name)))}>",
            string.Concat(parameters.Select(ConstraintsOf)),
            $"<{string.Join(", ", arguments.Select(argument => argument.ToDisplayString(TypeNames.Code)))}>",
            openName);
    }

    /// <summary>Whether two nested types give a type parameter the same name, so that one class cannot have both.</summary>
    public static bool HidesParameter(INamedTypeSymbol owner)
    {
        var parameters = new List<ITypeParameterSymbol>();
        Collect(owner, parameters, []);
        return parameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal).Count() < parameters.Count;
    }

    private static void Collect(INamedTypeSymbol type, List<ITypeParameterSymbol> parameters, List<ITypeSymbol> arguments)
    {
        if (type.ContainingType is { } outer)
        {
            Collect(outer, parameters, arguments);
        }

        parameters.AddRange(type.OriginalDefinition.TypeParameters);
        arguments.AddRange(type.TypeArguments);
    }

    private static string ConstraintsOf(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add("class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(type => type.ToDisplayString(TypeNames.Code)));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? "" : new StringBuilder(" where ")
            .Append(Identifiers.Escape(parameter.Name)).Append(" : ").Append(string.Join(", ", constraints)).ToString();
    }
}
