using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Parsing;

/// <summary>The name of the interface emitted for a worker class: in its namespace, also when the class is nested.</summary>
/// <param name="Namespace">The namespace as code, or <c>null</c> for the global one.</param>
/// <param name="Name">The simple name, not escaped.</param>
/// <param name="Arity">How many type parameters the interface has: those of the class.</param>
internal readonly record struct ContractName(string? Namespace, string Name, int Arity)
{
    /// <summary>The name with <c>global::</c>, without type parameters.</summary>
    public string FullName => $"global::{(Namespace is null ? "" : Namespace + ".")}{Identifiers.Escape(Name)}";

    /// <summary>The name as metadata has it, without the number of type parameters.</summary>
    public string MetadataName => Namespace is null ? Name : $"{Namespace.Replace("@", "")}.{Name}";

    /// <summary>The name with <c>global::</c> and the type arguments of <paramref name="worker"/>, which may be closed.</summary>
    public string FullNameOf(INamedTypeSymbol worker) => FullName + ArgumentsOf(worker, TypeNames.Code);

    /// <summary>
    /// The name under which host and worker process know the contract of <paramref name="worker"/>, which may be closed: as C# writes it, because
    /// the runtime's name of a constructed type holds the versions of assemblies.
    /// </summary>
    public string IdentityOf(INamedTypeSymbol worker) => MetadataName + ArgumentsOf(worker, TypeNames.Schema);

    public static ContractName Of(INamedTypeSymbol worker, AttributeData attribute)
    {
        string? space = worker.ContainingNamespace is { IsGlobalNamespace: false } outer ? outer.ToDisplayString(TypeNames.Schema) : null;
        return attribute.Named("Contract") is string name && SyntaxFacts.IsValidIdentifier(name)
            ? new ContractName(space, name, worker.Arity)
            : new ContractName(space, "I" + worker.Name, worker.Arity);
    }

    private static string ArgumentsOf(INamedTypeSymbol worker, SymbolDisplayFormat format)
        => worker.Arity == 0 ? "" : $"<{string.Join(", ", worker.TypeArguments.Select(argument => argument.ToDisplayString(format)))}>";
}
