using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>The member rules of <c>[MemoryPackable]</c> types, known by the names of the attributes.</summary>
internal static class MemoryPackRules
{
    private const string Space = "MemoryPack.";

    /// <summary><c>GenerateType.Collection</c>.</summary>
    private const int CollectionLayout = 3;

    private static readonly string[] s_callbacks =
    [
        "MemoryPackOnSerializingAttribute", "MemoryPackOnSerializedAttribute",
        "MemoryPackOnDeserializingAttribute", "MemoryPackOnDeserializedAttribute",
    ];

    /// <summary>Whether the type follows these rules.</summary>
    public static bool Apply(INamedTypeSymbol type) => type.Attribute(Space + "MemoryPackableAttribute") is not null;

    /// <summary>Whether the type asks for the collection layout: a count and its elements, nothing of its own.</summary>
    public static bool IsCollection(INamedTypeSymbol type)
        => type.Attribute(Space + "MemoryPackableAttribute") is { } attribute
            && attribute.ConstructorArguments.Any(argument => argument is { Type.Name: "GenerateType", Value: CollectionLayout });

    /// <summary>What of MemoryPack the type uses that is not the plain object layout, in words; <c>null</c> for none.</summary>
    public static string? FindUnsupported(INamedTypeSymbol type)
    {
        foreach (TypedConstant argument in type.Attribute(Space + "MemoryPackableAttribute")!.ConstructorArguments)
        {
            if (argument is { Type.Name: "GenerateType", Value: int and not 0 })
            {
                return "whose MemoryPack layout is not the plain object layout, which is the only one OutProc writes";
            }
        }

        foreach (ISymbol member in type.GetMembers())
        {
            foreach (AttributeData attribute in member.GetAttributes())
            {
                if (member is IMethodSymbol && Array.Exists(s_callbacks, name => Is(attribute.AttributeClass, name)))
                {
                    return $"whose MemoryPack callback '{member.Name}' only the real serializer calls";
                }
            }
        }

        return null;
    }

    /// <summary>Whether a member has a MemoryPack formatter of its own.</summary>
    public static bool HasCustomFormatter(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
        {
            for (INamedTypeSymbol? type = attribute.AttributeClass?.BaseType; type is not null; type = type.BaseType)
            {
                if (type.Name == "MemoryPackCustomFormatterAttribute")
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether an absent member keeps what the object's own initializer gave it.</summary>
    public static bool KeepsDefault(ISymbol member) => member.Attribute(Space + "SuppressDefaultInitializationAttribute") is not null;

    /// <summary>Whether this is the constructor the type's author chose.</summary>
    public static bool IsChosen(IMethodSymbol constructor) => constructor.Attribute(Space + "MemoryPackConstructorAttribute") is not null;

    /// <summary>The members in wire order: the attribute's number or else the position decides, and ties keep their order.</summary>
    public static List<DataMember> Select(INamedTypeSymbol type)
    {
        var members = new List<DataMember>();
        foreach (ISymbol candidate in DataMember.CandidatesOf(type))
        {
            bool isIncluded = candidate.DeclaredAccessibility == Accessibility.Public
                || candidate.Attribute(Space + "MemoryPackIncludeAttribute") is not null;
            if (isIncluded && candidate.Attribute(Space + "MemoryPackIgnoreAttribute") is null)
            {
                members.Add(new DataMember(candidate, OrderOf(candidate)));
            }
        }

        return members
            .Select((member, index) => (Member: member, Key: member.Order ?? index))
            .OrderBy(entry => entry.Key)
            .Select(entry => entry.Member)
            .ToList();
    }

    private static int? OrderOf(ISymbol member)
        => member.Attribute(Space + "MemoryPackOrderAttribute") is { ConstructorArguments: { Length: > 0 } arguments }
            && arguments[0].Value is int order ? order : null;

    private static bool Is(INamedTypeSymbol? type, string name)
        => type is not null && type.Name == name && TypeNames.Metadata(type) == Space + name;
}
