using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Collects what is wrong with one contract while it is parsed. The generator asks whether anything is; the analyzer reports it. There is
/// no second opinion.
/// </summary>
/// <param name="owner">The worker class or contract interface, where problems of what it inherits from other assemblies are shown.</param>
/// <param name="ownerName">The owner's name in the declaration that carries the attribute.</param>
internal sealed class ContractProblems(INamedTypeSymbol owner, Location ownerName)
{
    private readonly List<ContractProblem> _found = [];
    private string? _unknown;
    private readonly HashSet<(string Id, string Type, ISymbol? Member, Location? Root)> _warned = [];

    /// <summary>All problems, in the order they were found.</summary>
    public IReadOnlyList<ContractProblem> Found => _found;

    /// <summary>Whether a problem keeps the contract from being called.</summary>
    public bool Withholds => _found.Exists(problem => problem.Withholds);

    /// <summary>The ids of those problems, for the message of a call that is made all the same.</summary>
    public EquatableArray<string> WithheldIds => _found
        .Where(problem => problem.Withholds)
        .Select(problem => problem.Id)
        .Distinct()
        .OrderBy(id => id, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>The location of a symbol's name, or of the owner's when the symbol is in another assembly.</summary>
    public Location LocationOf(ISymbol symbol)
        => SymbolEqualityComparer.Default.Equals(symbol, owner)
            ? ownerName
            : symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? ownerName;

    /// <summary>The location of a method's return type.</summary>
    public Location LocationOfResult(IMethodSymbol method, CancellationToken cancellationToken)
        => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
            ? declaration.ReturnType.GetLocation()
            : LocationOf(method);

    /// <summary>
    /// What the analyzer is told of the first type that nobody knows here: when another generator makes it, the compiler will know it and
    /// say nothing. <c>null</c> when there is none, or other problems to solve first.
    /// </summary>
    public GeneratorNote? UnknownNote(string hintName) => _unknown is null || Withholds
        ? null
        : new GeneratorNote(
            hintName.Replace(".Contract.g.cs", ".Unknown.g.cs"), GeneratorNoteKinds.Unknown, TypeNames.Metadata(owner), _unknown);

    /// <summary>Adds a problem of the owner itself.</summary>
    public void Add(string id, params string[] arguments) => Add(id, ownerName, arguments);

    /// <summary>Adds a problem that withholds proxy and dispatcher.</summary>
    public void Add(string id, Location location, params string[] arguments)
        => _found.Add(new ContractProblem(id, location, [], Withholds: true, arguments));

    /// <summary>Adds a problem with which code can still be emitted, for those who suppress it because they know better.</summary>
    public void AddTolerable(string id, Location location, params string[] arguments)
        => _found.Add(new ContractProblem(id, location, [], Withholds: false, arguments));

    /// <summary>Adds what is wrong with one closing of the owner; what every closing shares is said once.</summary>
    public void AddOfClosing(ContractProblems closing)
    {
        _unknown ??= closing._unknown;
        foreach (ContractProblem problem in closing._found)
        {
            if (!_found.Exists(other => other.Id == problem.Id
                && other.Location == problem.Location
                && other.Arguments.SequenceEqual(problem.Arguments)))
            {
                _found.Add(problem);
            }
        }
    }

    /// <summary>Adds why a parameter or result cannot cross, and what there is to warn of: of each member once.</summary>
    /// <param name="shapes">The walk over its type.</param>
    /// <param name="subject">The parameter or result and its method, as a message begins.</param>
    /// <param name="location">The parameter's name, or the type of the result.</param>
    public void AddAll(TypeShapeParser shapes, string subject, Location location)
    {
        if (shapes.Unknown is { } unknown)
        {
            _unknown ??= $"{subject}|{unknown.Path}|{unknown.TypeName}";
        }

        foreach (ShapeProblem problem in shapes.UnmanagedStructs)
        {
            AddTolerable(problem.Id, location, subject, problem.Path, problem.TypeName);
        }

        foreach (ShapeProblem problem in shapes.Problems)
        {
            Add(problem, subject, location, withholds: true);
        }

        // What cannot be sent at all needs no advice on how it is sent.
        foreach (ShapeProblem warning in shapes.Problems.Count == 0 ? shapes.Warnings : [])
        {
            if (_warned.Add((warning.Id, warning.TypeName, warning.Member, warning.Member is null ? location : null)))
            {
                Add(warning, subject, location, withholds: false);
            }
        }
    }

    private void Add(ShapeProblem problem, string subject, Location location, bool withholds)
    {
        Location? member = problem.Member?.Locations.FirstOrDefault(candidate => candidate.IsInSource);
        _found.Add(new ContractProblem(
            problem.Id,
            location,
            member is null ? [] : [member],
            withholds,
            [subject, problem.Path, problem.TypeName, problem.Reason]));
    }
}
