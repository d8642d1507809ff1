using Microsoft.CodeAnalysis;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>The members of a declared contract that are not remote although every class that implements it must have them.</summary>
internal static class LocalMembers
{
    /// <summary>What the proxy implements beside the remote methods.</summary>
    public static EquatableArray<LocalMember> Of(INamedTypeSymbol contract)
    {
        var members = new SortedDictionary<string, LocalMember>(StringComparer.Ordinal);
        foreach (ISymbol symbol in AbstractMembersOf(contract))
        {
            if (!symbol.IsStatic && Parse(symbol) is { } member)
            {
                members[member.Declaration] = member;
            }
        }

        return members.Values.ToEquatableArray();
    }

    /// <summary>A member that is static and abstract, if there is one: no type argument can be such an interface, so it cannot be a contract.</summary>
    public static ISymbol? FindStaticAbstract(INamedTypeSymbol contract) => AbstractMembersOf(contract).FirstOrDefault(member => member.IsStatic);

    private static IEnumerable<ISymbol> AbstractMembersOf(INamedTypeSymbol contract)
    {
        foreach (INamedTypeSymbol type in RemoteMethods.PartsOf(contract))
        {
            foreach (ISymbol member in type.GetMembers())
            {
                if (member.IsAbstract)
                {
                    yield return member;
                }
            }
        }
    }

    private static LocalMember? Parse(ISymbol symbol)
    {
        string owner = symbol.ContainingType.ToDisplayString(TypeNames.FullyQualified);
        string name = Identifiers.Escape(symbol.Name);
        switch (symbol)
        {
            case IMethodSymbol { MethodKind: MethodKind.Ordinary } method when !RemoteMethods.IsRemote(method):
                string typeParameters = method.TypeParameters.IsEmpty
                    ? ""
                    : $"<{string.Join(", ", method.TypeParameters.Select(parameter => Identifiers.Escape(parameter.Name)))}>";
                return new LocalMember(
                    $"{RefOf(method.RefKind)}{Display(method.ReturnType)} {owner}.{name}{typeParameters}({Display(method.Parameters)})",
                    "",
                    RemoteMethods.IsDisposal(method) ? null : $"'{method.Name}' is not remote.");
            case IPropertySymbol property:
                string accessors = (property.GetMethod is null ? "" : "get ")
                    + (property.SetMethod is null ? "" : property.SetMethod.IsInitOnly ? "init " : "set ");
                return new LocalMember(
                    $"{RefOf(property.RefKind)}{Display(property.Type)} {owner}."
                        + (property.IsIndexer ? $"this[{Display(property.Parameters)}]" : name),
                    accessors.TrimEnd(),
                    $"'{property.Name}' is not remote; only methods are.");
            case IEventSymbol @event:
                return new LocalMember($"event {Display(@event.Type)} {owner}.{name}", "add remove", $"'{@event.Name}' is not remote; only methods are.");
            default:
                return null;
        }
    }

    private static string Display(ITypeSymbol type) => type.ToDisplayString(TypeNames.FullyQualified);

    private static string Display(IEnumerable<IParameterSymbol> parameters) => string.Join(
        ", ",
        parameters.Select(parameter => $"{RefOf(parameter.RefKind)}{Display(parameter.Type)} {Identifiers.Escape(parameter.Name)}"));

    private static string RefOf(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };
}
