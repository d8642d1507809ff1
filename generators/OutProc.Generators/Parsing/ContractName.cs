using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Parsing;

/// <summary>The name of the interface emitted for a worker class: in its namespace, also when the class is nested.</summary>
/// <param name="Namespace">The namespace as code, or <c>null</c> for the global one.</param>
/// <param name="Name">The simple name, not escaped.</param>
internal readonly record struct ContractName(string? Namespace, string Name)
{
    /// <summary>The name with <c>global::</c>.</summary>
    public string FullName => $"global::{(Namespace is null ? "" : Namespace + ".")}{Identifiers.Escape(Name)}";

    /// <summary>The name as metadata has it.</summary>
    public string MetadataName => Namespace is null ? Name : $"{Namespace.Replace("@", "")}.{Name}";

    public static ContractName Of(INamedTypeSymbol worker, AttributeData attribute)
    {
        string? space = worker.ContainingNamespace is { IsGlobalNamespace: false } outer ? outer.ToDisplayString(TypeNames.Schema) : null;
        return attribute.Named("Contract") is string name && SyntaxFacts.IsValidIdentifier(name)
            ? new ContractName(space, name)
            : new ContractName(space, "I" + worker.Name);
    }
}
