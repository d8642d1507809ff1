using System.Globalization;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>The methods of one contract together: ordered, named, and checked against each other.</summary>
/// <param name="Signatures">The contract methods that C# can say, in ordinal order.</param>
/// <param name="Calls">What is sent for those that can cross, in the order of their indices.</param>
/// <param name="SuppressedIds">Ids of diagnostics that using the methods would raise in emitted code.</param>
/// <param name="IsComplete">Whether all methods can cross.</param>
internal sealed record MethodTable(
    EquatableArray<SignatureModel> Signatures, EquatableArray<MethodModel> Calls, EquatableArray<string> SuppressedIds, bool IsComplete)
{
    /// <summary>No methods.</summary>
    public static MethodTable Empty { get; } = new([], [], [], IsComplete: true);

    /// <summary>Parses the methods of <paramref name="owner"/>, a worker class or a contract interface.</summary>
    /// <param name="owner">The class or interface.</param>
    /// <param name="contractName">The contract's name, for messages.</param>
    /// <param name="parser">Parses each method.</param>
    /// <param name="declared">Methods that the user added to an emitted contract, by their keys.</param>
    /// <param name="problems">Collects what is wrong.</param>
    public static MethodTable Parse(
        INamedTypeSymbol owner,
        string contractName,
        MethodParser parser,
        IReadOnlyDictionary<string, IMethodSymbol> declared,
        ContractProblems problems)
    {
        var suppressed = new SortedSet<string>(StringComparer.Ordinal);
        CarriedAttributes.AddDiagnosticIds(owner, suppressed);
        var methods = new SortedDictionary<string, ParsedMethod>(StringComparer.Ordinal);
        foreach (IMethodSymbol symbol in RemoteMethods.Of(owner))
        {
            CarriedAttributes.AddDiagnosticIds(symbol, suppressed);
            ParsedMethod method = parser.Parse(symbol);
            if (declared.TryGetValue(method.Key, out IMethodSymbol? own))
            {
                AddCollision(contractName, method.Key, problems.LocationOf(symbol), own, problems);
                method = method with { Signature = null, Method = null };
            }

            if (methods.TryGetValue(method.Key, out ParsedMethod? twin))
            {
                // The later of two methods that want one contract method is the one to change.
                bool isLater = SourceOrder.IsAfter(symbol, twin.Symbol);
                Location location = problems.LocationOf(isLater ? symbol : twin.Symbol);
                AddCollision(contractName, method.Key, location, isLater ? twin.Symbol : symbol, problems);
            }
            else
            {
                methods.Add(method.Key, method);
            }
        }

        CheckIds(owner, methods.Values, problems);
        if (owner.TypeKind != TypeKind.Interface)
        {
            OverloadDefaults.Separate(methods);
        }

        return new MethodTable(
            methods.Values.Select(method => method.Signature).OfType<SignatureModel>().ToEquatableArray(),
            NameMethods(methods.Values),
            suppressed.ToEquatableArray(),
            methods.Values.All(method => method.Method is not null));
    }

    private static void AddCollision(
        string contractName, string key, Location location, IMethodSymbol other, ContractProblems problems)
        => problems.Add(
            DiagnosticIds.NameCollision,
            location,
            $"{contractName}.{key}",
            other.ToDisplayString(TypeNames.Method),
            "set [RemoteMethod(Name = ...)]");

    private static void CheckIds(INamedTypeSymbol owner, IEnumerable<ParsedMethod> methods, ContractProblems problems)
    {
        var ids = new Dictionary<uint, IMethodSymbol>();
        foreach (ParsedMethod method in methods.OrderBy(method => method.Symbol, SourceOrder.Instance))
        {
            uint id = MethodParser.IdOf(method.Symbol, method.Key);
            if (ids.TryGetValue(id, out IMethodSymbol? other))
            {
                problems.Add(
                    DiagnosticIds.SameId,
                    problems.LocationOf(method.Symbol),
                    $"{owner.Name}.{other.Name}",
                    $"{owner.Name}.{method.Symbol.Name}",
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
}
