using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>Parses a <c>[RemoteContract]</c> interface: from source for its callers, from source or metadata for its worker.</summary>
internal sealed class DeclaredContractParser
{
    private readonly INamedTypeSymbol _contract;
    private readonly ContractProblems _problems;
    private readonly MethodTable _methods;
    private readonly TypeShapeParser _shapes;

    public DeclaredContractParser(
        INamedTypeSymbol contract, Compilation compilation, ContractProblems problems, CancellationToken cancellationToken)
    {
        _contract = contract;
        _problems = problems;
        _shapes = new TypeShapeParser(compilation, cancellationToken);
        _methods = MethodTable.Parse(
            contract,
            contract.Name,
            new MethodParser(contract, compilation, _shapes, problems, cancellationToken),
            ImmutableDictionary<string, IMethodSymbol>.Empty,
            problems);
        CheckContract(cancellationToken);
    }

    /// <summary>Whether calls can be made.</summary>
    public bool IsSound => !_problems.Withholds && _methods.IsComplete;

    /// <summary>Parses the interface the attribute was found on.</summary>
    public static WorkerModel Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var contract = (INamedTypeSymbol)context.TargetSymbol;
        return Parse(contract, context.Attributes[0], context.SemanticModel.Compilation, cancellationToken);
    }

    /// <summary>Parses a contract of this compilation.</summary>
    public static WorkerModel Parse(
        INamedTypeSymbol contract, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        var problems = new ContractProblems(contract, DeclarationNames.Of(contract, attribute, cancellationToken));
        if (!IsPartial(contract, cancellationToken)
            || LocalMembers.FindStaticAbstract(contract) is not null
            || !LanguageRequirement.Check(attribute, problems))
        {
            // A second part would be an error of its own, in code that the user cannot change.
            return new WorkerModel(null, null);
        }

        var parser = new DeclaredContractParser(contract, compilation, problems, cancellationToken);
        if (parser.IsSound)
        {
            return new WorkerModel(null, parser.ParseImplementation());
        }

        ContractModel broken = ParseBroken(contract, parser._methods.SuppressedIds, problems.WithheldIds);
        return new WorkerModel(broken, null, problems.UnknownNote(broken.HintName));
    }

    /// <summary>What a contract gets on which the generator failed, so that its users see only that.</summary>
    public static ContractModel? OfFailure(INamedTypeSymbol contract, CancellationToken cancellationToken)
        => IsPartial(contract, cancellationToken) ? ParseBroken(contract, [], [DiagnosticIds.GeneratorFailed]) : null;

    /// <summary>What keeps a contract from being called, and what else there is to say of it.</summary>
    public static IReadOnlyList<ContractProblem> FindProblems(
        INamedTypeSymbol contract, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        var problems = new ContractProblems(contract, DeclarationNames.Of(contract, attribute, cancellationToken));
        LanguageRequirement.Check(attribute, problems);
        _ = new DeclaredContractParser(contract, compilation, problems, cancellationToken);
        return problems.Found;
    }

    /// <summary>The callers' side.</summary>
    public ImplementationModel ParseImplementation() => new()
    {
        Parts = ImplementationParts.Client,
        HintName = EmittedNames.HintPrefixOf(_contract) + ".Remote.g.cs",
        Namespace = EmittedNames.NamespaceOf(_contract),
        Containers = ContainersOf(_contract),
        EmittedNamespace = EmittedNames.EmittedNamespaceOf(EmittedNames.NamespaceOf(_contract)),
        ContractName = Identifiers.Escape(_contract.Name),
        ContractFullName = _contract.ToDisplayString(TypeNames.Code),
        Accessibility = AccessibilityOf(_contract),
        ContractMetadataName = TypeNames.Metadata(_contract),
        Stem = EmittedNames.StemOf(_contract),
        Methods = _methods.Calls,
        LocalMembers = LocalMembers.Of(_contract),
        Formatters = _shapes.Formatters,
        SuppressedIds = _methods.SuppressedIds,
    };

    /// <summary>Whether an interface and every type around it can have a second part.</summary>
    public static bool IsPartial(INamedTypeSymbol? type, CancellationToken cancellationToken)
        => type is null
            || (type.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration
                    && declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                && IsPartial(type.ContainingType, cancellationToken));

    private static ContractModel ParseBroken(
        INamedTypeSymbol contract, EquatableArray<string> suppressedIds, EquatableArray<string> problems)
        => new()
        {
            IsDeclared = true,
            Containers = ContainersOf(contract),
            HintName = EmittedNames.HintPrefixOf(contract) + ".Contract.g.cs",
            Namespace = EmittedNames.NamespaceOf(contract),
            Name = Identifiers.Escape(contract.Name) + EmittedNames.TypeParametersOf(contract),
            FullName = contract.ToDisplayString(TypeNames.Code),
            Accessibility = AccessibilityOf(contract),
            Documentation = [],
            Attributes = [],
            SuppressedIds = suppressedIds,
            Methods = [],
            Problems = problems,
            IsSound = false,
        };

    private void CheckContract(CancellationToken cancellationToken)
    {
        // A contract of another assembly was checked there.
        if (_contract.IsInSource() && !IsPartial(_contract, cancellationToken))
        {
            _problems.Add(DiagnosticIds.ContractNotPartial, _contract.Name);
        }

        if (EmittedNames.IsGeneric(_contract))
        {
            _problems.Add(DiagnosticIds.GenericMethod, _contract.Name);
        }

        if (EmittedNames.AccessibilityOf(_contract) == Accessibility.NotApplicable)
        {
            _problems.Add(DiagnosticIds.NotAccessible, _contract.Name);
        }

        if (LocalMembers.FindStaticAbstract(_contract) is { } member)
        {
            _problems.Add(DiagnosticIds.NotAsync, _problems.LocationOf(member), $"{_contract.Name}.{member.Name}");
        }
    }

    /// <summary>The types around the contract, outermost first, as declarations of one more part of each.</summary>
    private static EquatableArray<string> ContainersOf(INamedTypeSymbol contract)
    {
        var containers = new List<string>();
        for (INamedTypeSymbol? type = contract.ContainingType; type is not null; type = type.ContainingType)
        {
            string keyword = type switch
            {
                { TypeKind: TypeKind.Interface } => "interface",
                { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
                { TypeKind: TypeKind.Struct } => "struct",
                { IsRecord: true } => "record",
                _ => "class",
            };
            containers.Insert(0, $"partial {keyword} {Identifiers.Escape(type.Name)}{EmittedNames.TypeParametersOf(type)}");
        }

        return containers.ToEquatableArray();
    }

    private static string AccessibilityOf(INamedTypeSymbol contract) => SyntaxFacts.GetText(contract.DeclaredAccessibility);
}
