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
        var parser = new ContractParser(worker, attribute, CancellationToken.None);
        ContractModel contract = parser.ParseContract(MethodTable.Empty, isPlain: false);
        return contract with { Documentation = [], Attributes = [], IsSound = false, Problems = [DiagnosticIds.GeneratorFailed] };
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
        ClosedTypes closed = canBeCreated
            ? ClosedTypes.Parse(_worker, _attribute, compilation, _problems, _cancellationToken)
            : new ClosedTypes([], AreSound: false);
        return closed.Types.Count == 0
            ? ParseOnly(compilation, declared, other is not null, closed.AreSound, canBeCreated, isCurrent)
            : ParseClosed(compilation, declared, other is not null, closed, isCurrent);
    }

    /// <summary>A class that is not generic; or that nothing closes, which leaves the interface.</summary>
    private WorkerModel ParseOnly(
        Compilation compilation,
        IReadOnlyDictionary<string, IMethodSymbol> declared,
        bool isTaken,
        bool isClosed,
        bool canBeCreated,
        bool isCurrent)
    {
        (MethodTable methods, EquatableArray<FormatterShape> formatters) = ParseMethods(_worker, compilation, declared, _problems);
        ActivationModel? activation = canBeCreated ? ConstructorParser.Parse(_worker, _attribute, compilation, _problems) : null;
        ContractModel contract = ParseContract(methods, isPlain: !isCurrent);

        // A type that nobody knows is the compiler's to report: no problem of ours, and yet nothing can be sent.
        return !isTaken && isClosed && !_problems.Withholds && activation is not null && methods.IsComplete
            ? new WorkerModel(contract, ParseImplementation(_worker, contract, methods.Calls, activation, formatters))
            : Withhold(contract, isTaken);
    }

    /// <summary>A generic class: its methods are the interface's, and each closing is a worker of its own behind that.</summary>
    private WorkerModel ParseClosed(
        Compilation compilation, IReadOnlyDictionary<string, IMethodSymbol> declared, bool isTaken, ClosedTypes closed, bool isCurrent)
    {
        // What the open class says of its methods, its closings say again with their types; only names collide in the interface itself.
        var ofOpen = new ContractProblems(_worker, _problems.LocationOf(_worker));
        (MethodTable methods, _) = ParseMethods(_worker, compilation, declared, ofOpen);
        if (ofOpen.Found.Any(problem => problem.Id == DiagnosticIds.NameCollision))
        {
            _problems.AddOfClosing(ofOpen);
            return Withhold(ParseContract(methods, isPlain: !isCurrent), isTaken);
        }

        var stems = new NameScope([]);
        var closings = new List<ClosingModel>(closed.Types.Count);
        foreach (INamedTypeSymbol type in closed.Types)
        {
            if (ParseClosing(type, stems.Take(FormatterName.ShortName(type)), compilation) is { } closing)
            {
                closings.Add(new ClosingModel(CodeOf(type.TypeArguments), closing));
            }
        }

        ContractModel contract = ParseContract(methods, isPlain: !isCurrent);
        if (isTaken || _problems.Withholds || !closed.AreSound || closings.Count < closed.Types.Count)
        {
            return Withhold(contract, isTaken);
        }

        ImplementationModel open = ParseImplementation(_worker, contract, [], activation: null, []);
        return new WorkerModel(contract, open with
        {
            TypeParameters = CodeOf(_worker.TypeArguments),
            Closings = closings.ToEquatableArray(),
            Formatters = closings
                .SelectMany(closing => closing.Implementation.Formatters)
                .GroupBy(formatter => formatter.Key, StringComparer.Ordinal)
                .Select(same => same.First())
                .ToEquatableArray(),
        });
    }

    private ImplementationModel? ParseClosing(INamedTypeSymbol type, string stem, Compilation compilation)
    {
        var problems = new ContractProblems(type, _problems.LocationOf(_worker));
        (MethodTable methods, EquatableArray<FormatterShape> formatters) = ParseMethods(
            type, compilation, ImmutableDictionary<string, IMethodSymbol>.Empty, problems);
        FindEqualMethods(type, problems);
        ActivationModel? activation = ConstructorParser.Parse(type, _attribute, compilation, problems);
        _problems.AddOfClosing(problems);
        if (problems.Withholds || activation is null || !methods.IsComplete)
        {
            return null;
        }

        ContractModel contract = ParseContract(methods, isPlain: false) with { FullName = _name.FullNameOf(type) };
        ImplementationModel closing = ParseImplementation(type, contract, methods.Calls, activation, formatters);
        return closing with
        {
            EmittedNamespace = $"{closing.EmittedNamespace}.{stem}",
            Stem = stem,
            DisplayName = type.ToDisplayString(TypeNames.Message),
        };
    }

    /// <summary>Overloads that differ in a type parameter only can be one method when it is closed; C# would call but one of them.</summary>
    private void FindEqualMethods(INamedTypeSymbol type, ContractProblems problems)
    {
        List<IMethodSymbol> told = RemoteMethods.Of(type).ToList();
        foreach (IMethodSymbol method in RemoteMethods.Of(_worker))
        {
            if (!told.Exists(other => SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, method.OriginalDefinition))
                && told.Find(other => other.Name == method.Name && other.Parameters.Length == method.Parameters.Length) is { } same)
            {
                string key = MethodParser.KeyOf(same, RemoteMethods.SentParametersOf(same));
                problems.Add(
                    DiagnosticIds.NameCollision,
                    problems.LocationOf(method),
                    $"{_name.Name}.{key}",
                    same.ToDisplayString(TypeNames.Method),
                    "give one of the two methods another name");
            }
        }
    }

    private (MethodTable Methods, EquatableArray<FormatterShape> Formatters) ParseMethods(
        INamedTypeSymbol worker, Compilation compilation, IReadOnlyDictionary<string, IMethodSymbol> declared, ContractProblems problems)
    {
        var shapes = new TypeShapeParser(compilation, _cancellationToken);
        var parser = new MethodParser(worker, compilation, shapes, problems, _cancellationToken);
        MethodTable methods = MethodTable.Parse(worker, _name.Name, parser, declared, problems);
        return (methods, shapes.Formatters);
    }

    /// <summary>The interface alone; where its name is taken not even that, which would only add errors of the compiler.</summary>
    private WorkerModel Withhold(ContractModel contract, bool isTaken) => isTaken
        ? new WorkerModel(null, null)
        : new WorkerModel(contract with { IsSound = false }, Implementation: null, _problems.UnknownNote(HintName));

    private static EquatableArray<string> CodeOf(IEnumerable<ITypeSymbol> types)
        => types.Select(type => type.ToDisplayString(TypeNames.Code)).ToEquatableArray();

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
        _ when EmittedNames.IsGeneric(worker.ContainingType) => "a type around it is generic",
        _ when ConstructorParser.IsSession(attribute) => "its lifetime is Session, and this version runs one instance in each process",
        _ => null,
    };

    private string HintName => EmittedNames.HintPrefixOf(_worker) + ".Contract.g.cs";

    private ContractModel ParseContract(MethodTable methods, bool isPlain) => new()
    {
        HintName = HintName,
        Namespace = _name.Namespace,
        Name = Identifiers.Escape(_name.Name) + EmittedNames.TypeParametersOf(_worker),
        Constraints = EmittedNames.ConstraintsOf(_worker),
        FullName = _name.FullNameOf(_worker),
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
        INamedTypeSymbol worker,
        ContractModel contract,
        EquatableArray<MethodModel> methods,
        ActivationModel? activation,
        EquatableArray<FormatterShape> formatters)
        => new()
        {
            Parts = ImplementationParts.Both,
            HintName = EmittedNames.HintPrefixOf(_worker) + ".Remote.g.cs",
            Namespace = contract.Namespace,
            EmittedNamespace = EmittedNames.EmittedNamespaceOf(contract.Namespace),
            ContractName = contract.Name,
            ContractFullName = contract.FullName,
            Accessibility = contract.Accessibility,
            ContractMetadataName = _name.IdentityOf(worker),
            Stem = worker.Name,
            WorkerType = worker.ToDisplayString(TypeNames.Code),
            InstanceType = worker.ToDisplayString(TypeNames.Code),
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
