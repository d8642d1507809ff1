using System.Globalization;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Parses a <c>[RemoteWorker]</c> class. Nothing it returns holds a symbol.</summary>
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

    /// <summary>Parses the class the attribute was found on.</summary>
    public static WorkerModel Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var parser = new ContractParser((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], cancellationToken);
        try
        {
            return parser.Parse(context.SemanticModel.Compilation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A defect of ours must not take the other workers' code away: this one gets the interface of a broken contract.
            return new WorkerModel(parser.ParseContract([], [], [], [$"the generator failed: {e.GetType().Name}: {e.Message}"]), null);
        }
    }

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
        var methodParser = new MethodParser(_worker, compilation, shapes, _problems, _cancellationToken);
        var suppressed = new SortedSet<string>(StringComparer.Ordinal);
        CarriedAttributes.AddDiagnosticIds(_worker, suppressed);
        bool canBeCreated = CheckWorker();

        var methods = new SortedDictionary<string, ParsedMethod>(StringComparer.Ordinal);
        foreach (IMethodSymbol symbol in RemoteMethods.Of(_worker))
        {
            CarriedAttributes.AddDiagnosticIds(symbol, suppressed);
            ParsedMethod method = methodParser.Parse(symbol);
            if (methods.TryGetValue(method.Key, out ParsedMethod? twin))
            {
                AddCollision(method.Key, symbol, twin.Symbol);
            }
            else
            {
                methods.Add(method.Key, method);
            }
        }

        CheckIds(methods.Values);
        ActivationModel? activation = canBeCreated ? ConstructorParser.Parse(_worker, compilation, _problems) : null;

        // The order in which methods are declared, in however many files, changes nothing that is emitted.
        ContractModel contract = ParseContract(
            methods.Values.Select(method => method.Signature).OfType<SignatureModel>().ToEquatableArray(),
            DocumentationParser.OfContract(_worker, _cancellationToken),
            suppressed.ToEquatableArray(),
            _problems.WithheldIds);

        // A type that nobody knows is the compiler's to report: no problem of ours, and yet nothing can be sent.
        bool isSound = !_problems.Withholds && activation is not null && methods.Values.All(method => method.Method is not null);
        return isSound
            ? new WorkerModel(contract, ParseImplementation(contract, NameMethods(methods.Values), activation!, shapes.Formatters))
            : new WorkerModel(contract with { IsSound = false }, Implementation: null);
    }

    /// <returns>Whether the class has instances.</returns>
    private bool CheckWorker()
    {
        string? reason = ReasonAgainst(_worker);
        if (reason is not null)
        {
            _problems.Add(DiagnosticIds.NotAWorker, _worker.Name, reason);
        }

        if (AccessibilityOf(_worker) == Accessibility.NotApplicable)
        {
            _problems.Add(DiagnosticIds.NotAccessible, _worker.Name);
        }

        if (_attribute.Named("Contract") is string name && name != _name.Name)
        {
            _problems.Add(DiagnosticIds.NotAWorker, _worker.Name, $"'{name}' cannot be the name of its contract");
        }

        return reason is null;
    }

    private static string? ReasonAgainst(INamedTypeSymbol worker) => worker switch
    {
        { TypeKind: not TypeKind.Class } => "it is not a class",
        { IsStatic: true } => "it is static",
        { IsAbstract: true } => "it is abstract",
        { IsRecord: true } => "it is a record, which is data",
        _ when IsGeneric(worker) => "it is an open generic type",
        _ => null,
    };

    /// <summary>The later of two methods that want one contract method is the one to change.</summary>
    private void AddCollision(string key, IMethodSymbol one, IMethodSymbol other)
    {
        bool isLater = SourceOrder.IsAfter(one, other);
        _problems.Add(
            DiagnosticIds.NameCollision,
            _problems.LocationOf(isLater ? one : other),
            $"{_name.Name}.{key}",
            (isLater ? other : one).ToDisplayString(TypeNames.Method),
            "set [RemoteMethod(Name = ...)]");
    }

    private void CheckIds(IEnumerable<ParsedMethod> methods)
    {
        var ids = new Dictionary<uint, IMethodSymbol>();
        foreach (ParsedMethod method in methods.OrderBy(method => method.Symbol, SourceOrder.Instance))
        {
            uint id = MethodParser.IdOf(method.Symbol, method.Key);
            if (ids.TryGetValue(id, out IMethodSymbol? other))
            {
                _problems.Add(
                    DiagnosticIds.SameId,
                    _problems.LocationOf(method.Symbol),
                    $"{_worker.Name}.{other.Name}",
                    $"{_worker.Name}.{method.Symbol.Name}",
                    id.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                ids.Add(id, method.Symbol);
            }
        }
    }

    private static EquatableArray<MethodModel> NameMethods(IEnumerable<ParsedMethod> methods)
    {
        var names = new NameScope(ReservedNames.Methods);
        return methods
            .Select(method => method.Method)
            .OfType<MethodModel>()
            .Select(method => method with { Identifier = names.Take(method.Identifier) })
            .ToEquatableArray();
    }

    private ContractModel ParseContract(
        EquatableArray<SignatureModel> methods,
        EquatableArray<string> documentation,
        EquatableArray<string> suppressedIds,
        EquatableArray<string> problems)
        => new()
        {
            HintName = HintPrefix + ".Contract.g.cs",
            Namespace = _name.Namespace,
            Name = Identifiers.Escape(_name.Name),
            FullName = _name.FullName,
            Accessibility = AccessibilityOf(_worker) == Accessibility.Public ? "public" : "internal",
            Documentation = documentation,
            Attributes = CarriedAttributes.Of(_worker),
            SuppressedIds = suppressedIds,
            Methods = methods,
            Problems = problems,
            IsSound = true,
        };

    private ImplementationModel ParseImplementation(
        ContractModel contract, EquatableArray<MethodModel> methods, ActivationModel activation, EquatableArray<FormatterShape> formatters)
        => new()
        {
            HintName = HintPrefix + ".Remote.g.cs",
            Namespace = contract.Namespace,
            EmittedNamespace = contract.Namespace is null ? FormatterName.Root : $"{FormatterName.Root}.{contract.Namespace}",
            ContractName = contract.Name,
            ContractFullName = contract.FullName,
            Accessibility = contract.Accessibility,
            ContractMetadataName = contract.Namespace is null ? _name.Name : $"{contract.Namespace.Replace("@", "")}.{_name.Name}",
            WorkerName = _worker.Name,
            WorkerType = _worker.ToDisplayString(TypeNames.Code),
            WorkerAssembly = _worker.ContainingAssembly.Name,
            Concurrency = _attribute.Named("Concurrency") is 1 ? "Concurrent" : "Serialized",
            Activation = activation,
            Methods = methods,
            Formatters = formatters,
            SuppressedIds = contract.SuppressedIds,
        };

    /// <summary>The compiler wants names of files that differ in more than case; names of types need not.</summary>
    private string HintPrefix
    {
        get
        {
            string name = _worker.ToDisplayString(TypeNames.Hint).Replace('<', '{').Replace('>', '}');
            INamespaceOrTypeSymbol container = _worker.ContainingType ?? (INamespaceOrTypeSymbol)_worker.ContainingNamespace;
            bool hasTwin = container.GetTypeMembers().Any(
                type => type.Name != _worker.Name && string.Equals(type.Name, _worker.Name, StringComparison.OrdinalIgnoreCase));
            return hasTwin ? $"{name}.{StableHash.Fnv1a32(name).ToString("x8", CultureInfo.InvariantCulture)}" : name;
        }
    }

    private static bool IsGeneric(INamedTypeSymbol? type)
        => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    /// <summary>Public, internal, or not applicable for a class that emitted code cannot reach.</summary>
    private static Accessibility AccessibilityOf(INamedTypeSymbol worker)
    {
        var accessibility = Accessibility.Public;
        for (INamedTypeSymbol? type = worker; type is not null; type = type.ContainingType)
        {
            switch (type.DeclaredAccessibility)
            {
                case Accessibility.Public when !type.IsFileLocal:
                    break;
                case Accessibility.Internal or Accessibility.ProtectedOrInternal when !type.IsFileLocal:
                    accessibility = Accessibility.Internal;
                    break;
                default:
                    return Accessibility.NotApplicable;
            }
        }

        return accessibility;
    }
}
