using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Parsing;

/// <summary>A field or property that is part of an object's data.</summary>
/// <param name="Symbol">The field or property.</param>
/// <param name="Order">The order its attribute gives, if any.</param>
internal sealed record DataMember(ISymbol Symbol, int? Order)
{
    public string Name => Symbol.Name;

    public ITypeSymbol Type => Symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)Symbol).Type;

    /// <summary>
    /// The fields and properties that could be data: from the topmost base down, in source order, the last declaration of a name.
    /// </summary>
    public static List<ISymbol> CandidatesOf(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            chain.Push(current);
        }

        var candidates = new List<ISymbol>();
        foreach (INamedTypeSymbol declaring in chain)
        {
            foreach (ISymbol member in declaring.GetMembers())
            {
                if (IsCandidate(member))
                {
                    candidates.RemoveAll(hidden => hidden.Name == member.Name);
                    candidates.Add(member);
                }
            }
        }

        return candidates;
    }

    private static bool IsCandidate(ISymbol member) => member switch
    {
        { IsStatic: true } or { IsImplicitlyDeclared: true } => false,
        IFieldSymbol => true,
        IPropertySymbol { IsIndexer: false, GetMethod: not null, ExplicitInterfaceImplementations.Length: 0, IsOverride: false } => true,
        _ => false,
    };
}
