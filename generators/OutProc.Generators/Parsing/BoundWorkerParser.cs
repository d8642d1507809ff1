using System.Globalization;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Parses a class that serves a <c>[RemoteContract]</c> interface, of this assembly or of another one.</summary>
/// <remarks>
/// The worker's half has a method table and payloads of its own: the contract's assembly may be a newer one when the worker runs, and the handshake
/// compares what either side was compiled with.
/// </remarks>
internal static class BoundWorkerParser
{
    /// <summary>Parses a class with one or more <c>[RemoteWorker&lt;TContract&gt;]</c>.</summary>
    public static EquatableArray<WorkerModel> Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var worker = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData[] attributes = worker.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Is(KnownTypes.RemoteWorkerOfAttribute) is true)
            .ToArray();
        var contracts = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var workers = new List<WorkerModel>(attributes.Length);
        foreach (AttributeData attribute in attributes)
        {
            if (attribute.AttributeClass!.TypeArguments[0] is INamedTypeSymbol contract && contracts.Add(contract))
            {
                WorkerModel model = Parse(worker, contract, attribute, context.SemanticModel.Compilation, cancellationToken);
                if (model.Implementation is { } implementation && !names.Add(implementation.HintName))
                {
                    // Contracts of two namespaces may have one simple name.
                    string hash = StableHash.Fnv1a32(implementation.ContractFullName).ToString("x8", CultureInfo.InvariantCulture);
                    model = model with { Implementation = implementation with { HintName = implementation.HintName.Replace(".g.cs", $".{hash}.g.cs") } };
                }

                workers.Add(model);
            }
        }

        return workers.ToEquatableArray();
    }

    /// <summary>Parses a class and the contract it serves. A broken one gets nothing: there is no interface to keep alive.</summary>
    public static WorkerModel Parse(
        INamedTypeSymbol worker,
        INamedTypeSymbol contract,
        AttributeData attribute,
        Compilation compilation,
        CancellationToken cancellationToken)
        => new(null, ParseImplementation(worker, contract, attribute, compilation, cancellationToken));

    /// <summary>What keeps a class from serving its contracts. The contracts' own problems are reported where they are declared.</summary>
    public static IReadOnlyList<ContractProblem> FindProblems(INamedTypeSymbol worker, Compilation compilation, CancellationToken cancellationToken)
    {
        var found = new List<ContractProblem>();
        foreach (AttributeData attribute in worker.GetAttributes())
        {
            bool isImplied = attribute.AttributeClass?.Is(KnownTypes.RemoteWorkerAttribute) is true;
            if (!isImplied && attribute.AttributeClass?.Is(KnownTypes.RemoteWorkerOfAttribute) is not true)
            {
                continue;
            }

            var problems = new ContractProblems(worker, DeclarationNames.Of(worker, attribute, cancellationToken));
            if (isImplied && WorkerContracts.IsAmbiguous(worker))
            {
                IEnumerable<string> names = WorkerContracts.CandidatesOf(worker).Select(candidate => candidate.Name);
                problems.Add(DiagnosticIds.SeveralContracts, worker.Name, string.Join(", ", names.OrderBy(name => name, StringComparer.Ordinal)));
                found.AddRange(problems.Found);
            }
            else if ((isImplied ? WorkerContracts.ImpliedBy(worker) : attribute.AttributeClass!.TypeArguments[0]) is INamedTypeSymbol contract)
            {
                ParseActivation(worker, contract, attribute, compilation, problems);
                found.AddRange(problems.Found);
            }
        }

        return found;
    }

    private static ActivationModel? ParseActivation(
        INamedTypeSymbol worker, INamedTypeSymbol contract, AttributeData attribute, Compilation compilation, ContractProblems problems)
    {
        LanguageRequirement.Check(attribute, problems);
        string? reason = ContractParser.ReasonAgainst(worker, attribute)
            ?? (worker.Arity > 0 ? "it is generic, and only a class whose contract is emitted can be closed"
                : ClosedTypes.AreGiven(attribute) ? "it serves a declared contract, and so there is nothing that 'Closed' could close"
                : !WorkerContracts.IsContract(contract) ? $"'{contract.Name}' is not a [RemoteContract] interface"
                : !worker.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default) ? $"it does not implement its contract '{contract.Name}'"
                : null);
        if (reason is not null)
        {
            problems.Add(DiagnosticIds.NotAWorker, worker.Name, reason);
        }

        if (EmittedNames.AccessibilityOf(worker) == Accessibility.NotApplicable)
        {
            problems.Add(DiagnosticIds.NotAccessible, worker.Name);
        }

        ActivationModel? activation = reason is null ? ConstructorParser.Parse(worker, attribute, compilation, problems) : null;
        return problems.Withholds ? null : activation;
    }

    private static ImplementationModel? ParseImplementation(
        INamedTypeSymbol worker,
        INamedTypeSymbol contract,
        AttributeData attribute,
        Compilation compilation,
        CancellationToken cancellationToken)
    {
        Location name = DeclarationNames.Of(worker, attribute, cancellationToken);
        if (ParseActivation(worker, contract, attribute, compilation, new ContractProblems(worker, name)) is not { } activation)
        {
            return null;
        }

        var parser = new DeclaredContractParser(contract, compilation, new ContractProblems(contract, name), cancellationToken);
        if (!parser.IsSound)
        {
            return null;
        }

        ImplementationModel client = parser.ParseImplementation();
        var suppressed = new SortedSet<string>(client.SuppressedIds, StringComparer.Ordinal);
        CarriedAttributes.AddDiagnosticIds(worker, suppressed);
        return client with
        {
            Parts = ImplementationParts.Worker,
            HintName = $"{EmittedNames.HintPrefixOf(worker)}.{EmittedNames.StemOf(contract)}.Worker.g.cs",
            Stem = worker.Name,
            WorkerType = worker.ToDisplayString(TypeNames.Code),
            InstanceType = contract.ToDisplayString(TypeNames.Code),
            WorkerAssembly = worker.ContainingAssembly.Name,
            Concurrency = ContractParser.ConcurrencyOf(attribute),
            Activation = activation,
            SuppressedIds = suppressed.ToEquatableArray(),
        };
    }
}
