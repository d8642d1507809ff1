using Microsoft.CodeAnalysis;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>MemoryPack's formatter attributes: those that pin a member's form on the wire, and those only the real serializer knows.</summary>
internal static class MemoryPackFormatters
{
    private const string Base = "MemoryPackCustomFormatterAttribute";
    private const string IgnoreCase = "OrdinalIgnoreCaseStringDictionaryFormatterAttribute";

    /// <summary>Those whose bytes the writer and reader know.</summary>
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "Utf8StringFormatterAttribute", "Utf16StringFormatterAttribute", "InternStringFormatterAttribute", "BitPackFormatterAttribute",
        "MemoryPoolFormatterAttribute", "ReadOnlyMemoryPoolFormatterAttribute", IgnoreCase,
    };

    /// <summary>The formatter of a member that only the real serializer calls, in words, or <c>null</c>.</summary>
    public static string? FindForeign(ISymbol member)
        => Of(member).FirstOrDefault(
            attribute => !IsBrotli(attribute) && (!IsOwn(attribute) || !s_known.Contains(attribute.Name))) is { } foreign
            ? $"formatter '{foreign.Name}', which only the real serializer calls"
            : null;

    /// <summary>Whether a member is compressed, which is refused however trusted the other side is.</summary>
    public static bool IsCompressed(ISymbol member) => Of(member).Any(IsBrotli);

    /// <summary>The shape of a member with the form its attribute asks for.</summary>
    public static TypeShape Apply(ISymbol member, TypeShape shape)
    {
        foreach (INamedTypeSymbol attribute in Of(member))
        {
            shape = (attribute.Name, shape.TypeName) switch
            {
                ("Utf16StringFormatterAttribute", "string") => shape with { Writes = "WriteUtf16String" },
                ("InternStringFormatterAttribute", "string") => shape with { Reads = "ReadInternedString" },
                ("BitPackFormatterAttribute", "bool[]") => shape with { Writes = "WriteBits", Reads = "ReadBits", Schema = "bits" },
                _ => shape,
            };
        }

        return shape;
    }

    /// <summary>What a value that was read goes through before it becomes the member's, or <c>null</c>.</summary>
    public static string? ConversionOf(ISymbol member)
        => Of(member).Any(attribute => attribute.Name == IgnoreCase)
            ? "global::OutProc.CompilerServices.PayloadSequence.IgnoreCase"
            : null;

    private static IEnumerable<INamedTypeSymbol> Of(ISymbol member)
    {
        foreach (AttributeData attribute in member.GetAttributes())
        {
            for (INamedTypeSymbol? type = attribute.AttributeClass?.BaseType; type is not null; type = type.BaseType)
            {
                if (type.Name == Base)
                {
                    yield return attribute.AttributeClass!;
                    break;
                }
            }
        }
    }

    private static bool IsBrotli(INamedTypeSymbol attribute)
        => IsOwn(attribute) && attribute.Name.StartsWith("Brotli", StringComparison.Ordinal);

    private static bool IsOwn(INamedTypeSymbol attribute)
        => attribute.ContainingNamespace is { Name: "MemoryPack", ContainingNamespace.IsGlobalNamespace: true };
}
