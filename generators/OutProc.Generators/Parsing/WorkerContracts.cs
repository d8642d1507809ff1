using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>Says which contracts a worker class serves. The generator and the analyzers share it.</summary>
internal static class WorkerContracts
{
    /// <summary>Whether a type is a <c>[RemoteContract]</c> interface.</summary>
    public static bool IsContract(ITypeSymbol type)
        => type.TypeKind == TypeKind.Interface && type.FindAttribute(KnownTypes.RemoteContractAttribute) is not null;

    /// <summary>
    /// The <c>[RemoteContract]</c> interfaces a class implements, without those that another one of them extends. With <c>[RemoteWorker]</c>, none
    /// means a contract emitted for the class, one is its contract, more are ambiguous.
    /// </summary>
    public static IReadOnlyList<INamedTypeSymbol> CandidatesOf(INamedTypeSymbol worker)
    {
        var candidates = new List<INamedTypeSymbol>();
        foreach (INamedTypeSymbol type in worker.AllInterfaces)
        {
            if (IsContract(type))
            {
                candidates.Add(type);
            }
        }

        if (candidates.Count > 1)
        {
            candidates.RemoveAll(type => candidates.Exists(other => other.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)));
        }

        return candidates;
    }

    /// <summary>The contract that plain <c>[RemoteWorker]</c> means: the only one the class implements, when no attribute names one.</summary>
    public static INamedTypeSymbol? ImpliedBy(INamedTypeSymbol worker)
    {
        IReadOnlyList<INamedTypeSymbol> candidates = CandidatesOf(worker);
        return candidates.Count == 1 && worker.FindAttribute(KnownTypes.RemoteWorkerOfAttribute) is null ? candidates[0] : null;
    }

    /// <summary>Whether plain <c>[RemoteWorker]</c> could mean several contracts, and no attribute names one.</summary>
    public static bool IsAmbiguous(INamedTypeSymbol worker)
        => CandidatesOf(worker).Count > 1 && worker.FindAttribute(KnownTypes.RemoteWorkerOfAttribute) is null;

    /// <summary>Whether a contract is emitted for a class: it has <c>[RemoteWorker]</c> and implements no contract of its own.</summary>
    public static bool HasEmittedContract(INamedTypeSymbol worker)
        => worker.FindAttribute(KnownTypes.RemoteWorkerAttribute) is not null
            && worker.FindAttribute(KnownTypes.RemoteWorkerOfAttribute) is null
            && CandidatesOf(worker).Count == 0;

    /// <summary>The names of the contract of a worker class, for messages and of its metadata, or <c>null</c> for any other type.</summary>
    public static (string Name, string MetadataName)? NameOf(INamedTypeSymbol type)
    {
        ITypeSymbol? declared = type.FindAttribute(KnownTypes.RemoteWorkerOfAttribute)?.AttributeClass?.TypeArguments[0];
        if (declared is null && type.FindAttribute(KnownTypes.RemoteWorkerAttribute) is { } attribute)
        {
            IReadOnlyList<INamedTypeSymbol> candidates = CandidatesOf(type);
            if (candidates.Count == 0)
            {
                ContractName name = ContractName.Of(type, attribute);
                IEnumerable<string> closing = type.TypeArguments.Select(argument => argument.ToDisplayString(TypeNames.Message));
                string arguments = type.Arity == 0 ? "" : $"<{string.Join(", ", closing)}>";
                return (name.Name + arguments, name.MetadataName);
            }

            declared = candidates[0];
        }

        return declared is null ? null : (declared.Name, TypeNames.Metadata(declared));
    }
}
