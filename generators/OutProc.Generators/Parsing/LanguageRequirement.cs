using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Diagnostics;

namespace OutProc.Generators.Parsing;

/// <summary>The version of C# that emitted code is written in.</summary>
internal static class LanguageRequirement
{
    /// <summary>Collection expressions; static abstract members and file types need 11.</summary>
    public const LanguageVersion Minimum = LanguageVersion.CSharp12;

    /// <summary>Reports a project that is compiled as an older version.</summary>
    /// <returns>Whether it is new enough.</returns>
    public static bool Check(AttributeData attribute, ContractProblems problems)
    {
        if (attribute.ApplicationSyntaxReference?.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: < Minimum } options)
        {
            return true;
        }

        problems.Add(DiagnosticIds.LanguageTooOld, options.LanguageVersion.ToDisplayString(), Minimum.ToDisplayString());
        return false;
    }
}
