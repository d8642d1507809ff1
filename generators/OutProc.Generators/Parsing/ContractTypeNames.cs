using System.Text;
using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Names types in the signatures of contracts, or says that a contract cannot name them.</summary>
/// <remarks>
/// The types that generators make are errors to each other. The contracts of this compilation's own workers are found by their names;
/// other unknown types cannot be named.
/// </remarks>
internal sealed class ContractTypeNames(INamedTypeSymbol owner, Compilation compilation, CancellationToken cancellationToken)
{
    private readonly INamedTypeSymbol _owner = owner;
    private readonly Compilation _compilation = compilation;
    private readonly CancellationToken _cancellationToken = cancellationToken;
    private Dictionary<string, string?>? _contracts;

    /// <summary>The type as code, or <c>null</c> when a contract cannot name it.</summary>
    public string? Display(ITypeSymbol type)
    {
        if (!CanName(type))
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (SymbolDisplayPart part in type.ToDisplayParts(TypeNames.FullyQualified))
        {
            if (part.Symbol is IErrorTypeSymbol unknown && FindContract(unknown) is { } contract)
            {
                // What the user wrote in front of the name stands in the text already.
                text.Length -= NameOf(unknown).Length - part.ToString().Length;
                text.Append(contract);
            }
            else
            {
                text.Append(part.ToString());
            }
        }

        return text.ToString();
    }

    /// <summary>Whether the type can be an argument of <c>ValueTask&lt;T&gt;</c>.</summary>
    public static bool CanBeTypeArgument(ITypeSymbol type) => type is { IsRefLikeType: false, IsStatic: false };

    private bool CanName(ITypeSymbol type)
    {
        switch (type)
        {
            case IErrorTypeSymbol unknown:
                return FindContract(unknown) is not null;
            case IArrayTypeSymbol array:
                return CanName(array.ElementType);
            case IDynamicTypeSymbol:
                return true;
            case INamedTypeSymbol named:
                return !named.IsFileLocal
                    && (named.ContainingType is null || CanName(named.ContainingType))
                    && _compilation.IsSymbolAccessibleWithin(named, _compilation.Assembly)
                    && named.TypeArguments.All(CanName);
            case ITypeParameterSymbol parameter:
                // The contract of a generic worker has the parameters of the class; those of anything else have no meaning in it.
                return _owner.TypeKind == TypeKind.Class && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _owner);
            default:
                // Pointers need unsafe code.
                return false;
        }
    }

    private string? FindContract(IErrorTypeSymbol type)
    {
        if (type.Arity > 0)
        {
            return null;
        }

        _contracts ??= FindContracts();
        bool isQualified = type.ContainingNamespace is { IsGlobalNamespace: false };
        return _contracts.TryGetValue(type.Name, out string? name) && (!isQualified || name == NameOf(type)) ? name : null;
    }

    private static string NameOf(IErrorTypeSymbol type)
        => type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(TypeNames.FullyQualified);

    /// <summary>
    /// The contracts that will be emitted for this compilation, by simple name; <c>null</c> for a name that two of them have. Walks all
    /// types of the compilation, so only when a name is unknown.
    /// </summary>
    private Dictionary<string, string?> FindContracts()
    {
        var contracts = new Dictionary<string, string?>(StringComparer.Ordinal);
        var spaces = new Stack<INamespaceOrTypeSymbol>();
        spaces.Push(_compilation.Assembly.GlobalNamespace);
        while (spaces.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            foreach (ISymbol member in spaces.Pop().GetMembers())
            {
                if (member is not INamespaceOrTypeSymbol space)
                {
                    continue;
                }

                spaces.Push(space);
                if (space is INamedTypeSymbol type
                    && type.Arity == 0
                    && type.FindAttribute(KnownTypes.RemoteWorkerAttribute) is { } attribute
                    && WorkerContracts.HasEmittedContract(type))
                {
                    ContractName contract = ContractName.Of(type, attribute);
                    contracts[contract.Name] = contracts.ContainsKey(contract.Name) ? null : contract.FullName;
                }
            }
        }

        return contracts;
    }
}
