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
            return new WorkerModel(parser.ParseContract([], [], [], isSound: false), null);
        }
    }

    private WorkerModel Parse(Compilation compilation)
    {
        var shapes = new TypeShapeParser(compilation, _cancellationToken);
        var methodParser = new MethodParser(_worker, compilation, shapes, _cancellationToken);
        var suppressed = new SortedSet<string>(StringComparer.Ordinal);
        CarriedAttributes.AddDiagnosticIds(_worker, suppressed);

        var methods = new SortedDictionary<string, ParsedMethod>(StringComparer.Ordinal);
        bool sound = CanBeWorker() && (_attribute.Named("Contract") is not string renamed || renamed == _name.Name);
        foreach (IMethodSymbol symbol in RemoteMethods.Of(_worker))
        {
            CarriedAttributes.AddDiagnosticIds(symbol, suppressed);
            ParsedMethod method = methodParser.Parse(symbol);
            sound &= method.Method is not null && !methods.ContainsKey(method.Key);
            if (!methods.ContainsKey(method.Key))
            {
                methods.Add(method.Key, method);
            }
        }

        EquatableArray<MethodModel> calls = NameMethods(methods.Values);
        ActivationModel? activation = ConstructorParser.Parse(_worker);
        sound &= activation is not null && calls.Select(call => call.Id).Distinct().Count() == calls.Count;

        EquatableArray<string> suppressedIds = suppressed.ToEquatableArray();
        ContractModel contract = ParseContract(
            methods.Values.Select(method => method.Signature).OfType<SignatureModel>().ToEquatableArray(),
            DocumentationParser.OfContract(_worker, _cancellationToken),
            suppressedIds,
            sound);
        return new WorkerModel(contract, sound ? ParseImplementation(contract, calls, activation!, shapes.Formatters) : null);
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
        bool isSound) => new()
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
        IsSound = isSound,
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

    private string HintPrefix => _worker.ToDisplayString(TypeNames.Hint).Replace('<', '{').Replace('>', '}');

    private bool CanBeWorker()
        => _worker is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, IsRecord: false }
            && !IsGeneric(_worker)
            && AccessibilityOf(_worker) != Accessibility.NotApplicable;

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
