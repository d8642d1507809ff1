using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Parses a class whose contract is emitted for it. Nothing it returns holds a symbol.</summary>
internal sealed class ContractParser
{
    private readonly INamedTypeSymbol _worker;
    private readonly AttributeData _attribute;
    private readonly ContractName _name;
    private readonly ContractProblems _problems;
    private readonly CancellationToken _cancellationToken;

    private ContractParser(INamedTypeSymbol worker, AttributeData attribute, CancellationToken cancellationToken)
    {
        _worker = worker;
        _attribute = attribute;
        _name = ContractName.Of(worker, attribute);
        _problems = new ContractProblems(worker, DeclarationNames.Of(worker, attribute, cancellationToken));
        _cancellationToken = cancellationToken;
    }

    /// <summary>Parses a class with <c>[RemoteWorker]</c>: the attribute means the one contract it implements, else one of its own.</summary>
    public static WorkerModel Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var worker = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        if (!WorkerContracts.HasEmittedContract(worker))
        {
            // Where several contracts are ambiguous, each of them exists already: nothing is missing that could hide the diagnostic.
            return WorkerContracts.ImpliedBy(worker) is { } contract
                ? BoundWorkerParser.Parse(worker, contract, attribute, context.SemanticModel.Compilation, cancellationToken)
                : new WorkerModel(null, null);
        }

        return Parse(worker, attribute, context.SemanticModel.Compilation, cancellationToken);
    }

    /// <summary>What a class gets on which the generator failed, so that the users of its contract see only that.</summary>
    public static ContractModel OfFailure(INamedTypeSymbol worker, AttributeData attribute)
    {
        ContractName name = ContractName.Of(worker, attribute);
        return new ContractModel
        {
            HintName = EmittedNames.HintPrefixOf(worker) + ".Contract.g.cs",
            Namespace = name.Namespace,
            Name = Identifiers.Escape(name.Name),
            FullName = name.FullName,
            Accessibility = EmittedNames.AccessibilityOf(worker) == Accessibility.Public ? "public" : "internal",
            Documentation = [],
            Attributes = [],
            SuppressedIds = [],
            Methods = [],
            IsSound = false,
            Problems = [DiagnosticIds.GeneratorFailed],
        };
    }

    /// <summary>Parses a class whose contract is emitted for it.</summary>
    public static WorkerModel Parse(
        INamedTypeSymbol worker, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
        => new ContractParser(worker, attribute, cancellationToken).Parse(compilation);

    /// <summary>What keeps a class from being a worker, and what else there is to say of its contract.</summary>
    public static IReadOnlyList<ContractProblem> FindProblems(
        INamedTypeSymbol worker, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        var parser = new ContractParser(worker, attribute, cancellationToken);
        parser.Parse(compilation);
        return parser._problems.Found;
    }

    private WorkerModel Parse(Compilation compilation)
    {
        var shapes = new TypeShapeParser(compilation, _cancellationToken);
        bool canBeCreated = CheckWorker();
        bool isCurrent = LanguageRequirement.Check(_attribute, _problems);
        var owner = new ContractNameOwner(_worker, _name, HintName, _cancellationToken);
        ISymbol? other = owner.Find();
        if (other is not null)
        {
            _problems.Add(
                DiagnosticIds.NameCollision,
                _name.MetadataName,
                other.ToDisplayString(TypeNames.Schema),
                "set [RemoteWorker(Contract = ...)], or make it a [RemoteContract] that the class implements");
        }

        IReadOnlyDictionary<string, IMethodSymbol> declared = other is null
            ? owner.DeclaredMethods()
            : ImmutableDictionary<string, IMethodSymbol>.Empty;
        var methodParser = new MethodParser(_worker, compilation, shapes, _problems, _cancellationToken);
        var methods = MethodTable.Parse(_worker, _name.Name, methodParser, declared, _problems);
        ActivationModel? activation = canBeCreated ? ConstructorParser.Parse(_worker, _attribute, compilation, _problems) : null;

        // The order in which methods are declared, in however many files, changes nothing that is emitted.
        ContractModel contract = ParseContract(methods, isPlain: !isCurrent);
        if (other is not null)
        {
            // The name is taken: an interface of ours would only add errors of the compiler.
            return new WorkerModel(null, null);
        }

        // A type that nobody knows is the compiler's to report: no problem of ours, and yet nothing can be sent.
        bool isSound = !_problems.Withholds && activation is not null && methods.IsComplete;
        return isSound
            ? new WorkerModel(contract, ParseImplementation(contract, methods.Calls, activation!, shapes.Formatters))
            : new WorkerModel(contract with { IsSound = false }, Implementation: null, _problems.UnknownNote(HintName));
    }

    /// <returns>Whether the class has instances.</returns>
    private bool CheckWorker()
    {
        string? reason = ReasonAgainst(_worker, _attribute);
        if (reason is not null)
        {
            _problems.Add(DiagnosticIds.NotAWorker, _worker.Name, reason);
        }

        if (EmittedNames.AccessibilityOf(_worker) == Accessibility.NotApplicable)
        {
            _problems.Add(DiagnosticIds.NotAccessible, _worker.Name);
        }

        if (_attribute.Named("Contract") is string name && name != _name.Name)
        {
            _problems.Add(DiagnosticIds.NotAWorker, _worker.Name, $"'{name}' cannot be the name of its contract");
        }

        return reason is null;
    }

    /// <summary>Why a class cannot be a worker, whatever its contract; <c>null</c> when it can.</summary>
    public static string? ReasonAgainst(INamedTypeSymbol worker, AttributeData attribute) => worker switch
    {
        { TypeKind: not TypeKind.Class } => "it is not a class",
        { IsStatic: true } => "it is static",
        { IsAbstract: true } => "it is abstract",
        { IsRecord: true } => "it is a record, which is data",
        _ when EmittedNames.IsGeneric(worker) => "it is an open generic type",
        _ when ConstructorParser.IsSession(attribute) => "its lifetime is Session, and this version runs one instance in each process",
        _ => null,
    };

    private string HintName => EmittedNames.HintPrefixOf(_worker) + ".Contract.g.cs";

    private ContractModel ParseContract(MethodTable methods, bool isPlain) => new()
    {
        HintName = HintName,
        Namespace = _name.Namespace,
        Name = Identifiers.Escape(_name.Name),
        FullName = _name.FullName,
        Accessibility = EmittedNames.AccessibilityOf(_worker) == Accessibility.Public ? "public" : "internal",
        Documentation = DocumentationParser.OfContract(_worker, _cancellationToken),
        Attributes = CarriedAttributes.Of(_worker),
        SuppressedIds = methods.SuppressedIds,
        Methods = methods.Signatures,
        IsPlain = isPlain,
        IsSound = true,
        Problems = _problems.WithheldIds,
    };

    private ImplementationModel ParseImplementation(
        ContractModel contract, EquatableArray<MethodModel> methods, ActivationModel activation, EquatableArray<FormatterShape> formatters)
        => new()
        {
            Parts = ImplementationParts.Both,
            HintName = EmittedNames.HintPrefixOf(_worker) + ".Remote.g.cs",
            Namespace = contract.Namespace,
            EmittedNamespace = EmittedNames.EmittedNamespaceOf(contract.Namespace),
            ContractName = contract.Name,
            ContractFullName = contract.FullName,
            Accessibility = contract.Accessibility,
            ContractMetadataName = _name.MetadataName,
            Stem = _worker.Name,
            WorkerType = _worker.ToDisplayString(TypeNames.Code),
            InstanceType = _worker.ToDisplayString(TypeNames.Code),
            WorkerAssembly = _worker.ContainingAssembly.Name,
            Concurrency = ConcurrencyOf(_attribute),
            Activation = activation,
            Methods = methods,
            Formatters = formatters,
            SuppressedIds = contract.SuppressedIds,
        };

    /// <summary>The member of <c>WorkerConcurrency</c> that an attribute names.</summary>
    public static string ConcurrencyOf(AttributeData attribute) => attribute.Named("Concurrency") is 1 ? "Concurrent" : "Serialized";
}
