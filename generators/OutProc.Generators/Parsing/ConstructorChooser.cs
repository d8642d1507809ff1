using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Chooses the constructor that rebuilds an object.</summary>
internal static class ConstructorChooser
{
    private const string JsonConstructor = "System.Text.Json.Serialization.JsonConstructorAttribute";

    /// <summary>
    /// Chooses for a type without MemoryPack attributes: the one marked <c>[JsonConstructor]</c>, else the parameterless one, else the only
    /// one.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="isAccessible">Whether generated code may call a constructor.</param>
    /// <param name="constructor">The choice; <c>null</c> for the default value of a struct.</param>
    /// <returns><c>false</c> when none can be chosen.</returns>
    public static bool TryChoose(INamedTypeSymbol type, Func<IMethodSymbol, bool> isAccessible, out IMethodSymbol? constructor)
    {
        List<IMethodSymbol> declared = Declared(type);
        constructor = declared.Find(candidate => candidate.Attribute(JsonConstructor) is not null);
        if (constructor is not null)
        {
            return true;
        }

        declared.RemoveAll(candidate => !isAccessible(candidate));
        constructor = declared.Find(candidate => candidate.Parameters.IsEmpty);
        if (constructor is null && declared.Count == 1)
        {
            constructor = declared[0];
        }

        return constructor is not null || type.IsValueType;
    }

    /// <summary>Chooses for a <c>[MemoryPackable]</c> type: the only one of any accessibility, else the marked one.</summary>
    public static bool TryChooseMemoryPack(INamedTypeSymbol type, out IMethodSymbol? constructor)
    {
        List<IMethodSymbol> declared = Declared(type);
        constructor = declared.Count == 1 ? declared[0] : declared.Find(MemoryPackRules.IsChosen);
        return constructor is not null || (type.IsValueType && declared.Count == 0);
    }

    /// <summary>The instance constructors; neither a record's copy constructor nor the one every struct has.</summary>
    private static List<IMethodSymbol> Declared(INamedTypeSymbol type)
    {
        var declared = new List<IMethodSymbol>();
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            bool isCopy = type.IsRecord
                && constructor.Parameters.Length == 1
                && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);
            bool isDefault = type.IsValueType && constructor.IsImplicitlyDeclared && constructor.Parameters.IsEmpty;
            if (!isCopy && !isDefault)
            {
                declared.Add(constructor);
            }
        }

        return declared;
    }
}
