using Microsoft.CodeAnalysis.CSharp;

namespace OutProc.Generators.Helpers;

/// <summary>Names of symbols as names in code.</summary>
internal static class Identifiers
{
    /// <summary>Puts <c>@</c> in front of a name that means something else in some context.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>The name of a field or type part for a parameter or method called <paramref name="name"/>.</summary>
    public static string Pascal(string name)
        => char.IsLower(name[0]) ? char.ToUpperInvariant(name[0]) + name.Substring(1) : name;
}
