using System.Globalization;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Parses a <c>[RemoteWorker]</c> class. Nothing it returns holds a symbol.</summary>
internal sealed class ContractParser
{
    private readonly INamedTypeSymbol _worker;
    private readonly AttributeData _attribute;
    private readonly ContractName _name;
    private readonly CancellationToken _cancellationToken;

    private ContractParser(INamedTypeSymbol worker, AttributeData attribute, CancellationToken cancellationToken)
    {
        _worker = worker;
        _attribute = attribute;
        _name = ContractName.Of(worker, attribute);
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

    private WorkerModel Parse(Compilation compilation)
    {
        var shapes = new TypeShapeParser(compilation, _cancellationToken);
        var methodParser = new MethodParser(_worker, compilation, shapes, _cancellationToken);
        var suppressed = new SortedSet<string>(StringComparer.Ordinal);
        CarriedAttributes.AddDiagnosticIds(_worker, suppressed);

        var methods = new SortedDictionary<string, ParsedMethod>(StringComparer.Ordinal);
        var problems = new List<string>(WorkerProblems());
        foreach (IMethodSymbol symbol in RemoteMethods.Of(_worker))
        {
            CarriedAttributes.AddDiagnosticIds(symbol, suppressed);
            ParsedMethod method = methodParser.Parse(symbol);
            problems.AddRange(method.Problems);
            if (methods.ContainsKey(method.Key))
            {
                problems.Add($"two methods have the contract method {method.Key}");
            }
            else
            {
                methods.Add(method.Key, method);
            }
        }

        EquatableArray<MethodModel> calls = NameMethods(methods.Values);
        problems.AddRange(calls
            .GroupBy(call => call.Id)
            .Where(group => group.Count() > 1)
            .Select(group => $"{string.Join(" and ", group.Select(call => $"'{call.DisplayName}'"))} have the same id"));
        ActivationModel? activation = ConstructorParser.Parse(_worker);
        if (activation is null)
        {
            problems.Add("no public constructor can be chosen");
        }

        // The order in which methods are declared, in however many files, changes nothing that is emitted.
        problems.Sort(StringComparer.Ordinal);
        ContractModel contract = ParseContract(
            methods.Values.Select(method => method.Signature).OfType<SignatureModel>().ToEquatableArray(),
            DocumentationParser.OfContract(_worker, _cancellationToken),
            suppressed.ToEquatableArray(),
            problems.ToEquatableArray());
        return new WorkerModel(contract, problems.Count == 0 ? ParseImplementation(contract, calls, activation!, shapes.Formatters) : null);
    }

    private IEnumerable<string> WorkerProblems()
    {
        if (_worker is not { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, IsRecord: false } || IsGeneric(_worker))
        {
            yield return "the class is abstract, static, a record or generic";
        }

        if (AccessibilityOf(_worker) == Accessibility.NotApplicable)
        {
            yield return "the class or a class around it is not accessible to generated code";
        }

        if (_attribute.Named("Contract") is string name && name != _name.Name)
        {
            yield return $"'{name}' cannot be the name of a contract";
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
