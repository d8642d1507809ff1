using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>The member rules of <c>[MemoryPackable]</c> types, known by the names of the attributes.</summary>
internal static class MemoryPackRules
{
    /// <summary>The most members an object header can count.</summary>
    public const int MaxMembers = 249;

    private const string Space = "MemoryPack.";

    private static readonly string[] s_callbacks =
    [
        "MemoryPackOnSerializingAttribute", "MemoryPackOnSerializedAttribute",
        "MemoryPackOnDeserializingAttribute", "MemoryPackOnDeserializedAttribute",
    ];

    /// <summary>Whether the type follows these rules.</summary>
    public static bool Apply(INamedTypeSymbol type) => type.Attribute(Space + "MemoryPackableAttribute") is not null;

    /// <summary>How the type asks for its members to be written.</summary>
    public static ObjectLayout LayoutOf(INamedTypeSymbol type) => ModeOf(type) switch
    {
        MemoryPackMode.VersionTolerant => ObjectLayout.VersionTolerant,
        MemoryPackMode.CircularReference => ObjectLayout.CircularReference,
        _ => ObjectLayout.Plain,
    };

    /// <summary>What the type asks MemoryPack to generate.</summary>
    public static MemoryPackMode ModeOf(INamedTypeSymbol type) => (MemoryPackMode)(ArgumentOf(type, "GenerateType") ?? 0);

    /// <summary>Whether the type asks for the collection layout: a count and its elements, nothing of its own.</summary>
    public static bool IsCollection(INamedTypeSymbol type) => ModeOf(type) == MemoryPackMode.Collection;

    /// <summary>Whether every member carries its number.</summary>
    public static bool IsExplicit(INamedTypeSymbol type) => ArgumentOf(type, "SerializeLayout") is { } layout
        ? layout == 1
        : LayoutOf(type) != ObjectLayout.Plain;

    /// <summary>
    /// What of MemoryPack the type itself uses that only the real serializer knows, in words; <c>null</c> for none. A callback that its
    /// generator would refuse is no such thing.
    /// </summary>
    public static string? FindForeign(INamedTypeSymbol type)
    {
        if (ModeOf(type) == MemoryPackMode.NoGenerate)
        {
            return "NoGenerate, and only the real serializer calls the formatter written by hand";
        }

        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.GetMembers().FirstOrDefault(IsCallback) is { } callback)
            {
                return $"callback '{callback.Name}', which only the real serializer calls";
            }
        }

        return null;
    }

    /// <summary>Whether a member is a method that MemoryPack calls before or after.</summary>
    public static bool IsCallback(ISymbol member)
        => member is IMethodSymbol && Array.Exists(s_callbacks, name => member.Attribute(Space + name) is not null);

    /// <summary>Whether an absent member keeps what the object's own initializer gave it.</summary>
    public static bool KeepsDefault(ISymbol member) => member.Attribute(Space + "SuppressDefaultInitializationAttribute") is not null;

    /// <summary>Whether this is the constructor the type's author chose.</summary>
    public static bool IsChosen(IMethodSymbol constructor) => constructor.Attribute(Space + "MemoryPackConstructorAttribute") is not null;

    /// <summary>Whether a member that is not public is taken in.</summary>
    public static bool IsIncluded(ISymbol member) => member.Attribute(Space + "MemoryPackIncludeAttribute") is not null;

    /// <summary>Whether a member is left out.</summary>
    public static bool IsIgnored(ISymbol member) => member.Attribute(Space + "MemoryPackIgnoreAttribute") is not null;

    /// <summary>The members in wire order: the attribute's number or else the position decides, and ties keep their order.</summary>
    public static List<DataMember> Select(INamedTypeSymbol type)
    {
        var members = new List<DataMember>();
        foreach (ISymbol candidate in DataMember.CandidatesOf(type))
        {
            if ((candidate.DeclaredAccessibility == Accessibility.Public || IsIncluded(candidate)) && !IsIgnored(candidate))
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

    /// <summary>The types a union names, with their numbers, in the order of the numbers; empty for a type that is no union.</summary>
    public static List<(int Tag, ITypeSymbol Type)> CasesOf(INamedTypeSymbol type)
    {
        var cases = new List<(int Tag, ITypeSymbol Type)>();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "MemoryPackUnionAttribute" } union
                && TypeNames.Metadata(union) == Space + union.Name
                && attribute.Argument(0) is ushort tag
                && attribute.Argument(1) is ITypeSymbol @case)
            {
                cases.Add((tag, @case));
            }
        }

        return cases.OrderBy(entry => entry.Tag).ToList();
    }

    /// <summary>The base type that a helper class describes as a union from outside, or <c>null</c>.</summary>
    public static INamedTypeSymbol? UnionDescribedBy(INamedTypeSymbol helper)
        => helper.Attribute(Space + "MemoryPackUnionFormatterAttribute")?.Argument(0) as INamedTypeSymbol;

    private static int? OrderOf(ISymbol member)
        => member.Attribute(Space + "MemoryPackOrderAttribute")?.Argument(0) is int order ? order : null;

    private static int? ArgumentOf(INamedTypeSymbol type, string enumName)
    {
        foreach (TypedConstant argument in type.Attribute(Space + "MemoryPackableAttribute")?.ConstructorArguments ?? [])
        {
            if (argument.Type?.Name == enumName && argument.Value is int value)
            {
                return value;
            }
        }

        return null;
    }
}
