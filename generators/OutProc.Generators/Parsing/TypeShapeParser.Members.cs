using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>The members of an object, and how emitted code reaches them.</content>
internal sealed partial class TypeShapeParser
{
    private EquatableArray<MemberShape> VisitMembers(
        INamedTypeSymbol type,
        List<DataMember> members,
        IMethodSymbol? constructor,
        bool isMemoryPack,
        bool hasInitializer,
        ref bool isSound)
    {
        HashSet<string> parameters = ParameterNames(constructor);
        bool hasSlots = isMemoryPack && MemoryPackRules.IsExplicit(type);
        var shapes = new List<MemberShape>();
        for (int i = 0; i < members.Count; i++)
        {
            DataMember member = members[i];
            Enter(member.Symbol, member.Type);
            if (VisitMember(member, isMemoryPack) is not { } shape)
            {
                isSound = false;
                continue;
            }

            MemberAccess set = IsGivenTo(parameters, member.Name) ? MemberAccess.Constructor : SetterOf(member.Symbol, hasInitializer);
            if (ReasonAgainst(type, member, set, isMemoryPack) is { } reason)
            {
                RefuseMember(member, reason);
                isSound = false;
                continue;
            }

            if (set == MemberAccess.None && DataMemberRules.IsAutoProperty(member.Symbol))
            {
                WarnOfLost(member.Symbol);
            }

            if (AddedByGenerator(type, member))
            {
                isSound = false;
                continue;
            }

            shapes.Add(new MemberShape(
                hasSlots ? member.Order ?? i : i,
                member.Name,
                Escaped(member.Name),
                member.Symbol.ContainingType.ToDisplayString(TypeNames.Code),
                shape,
                AccessorOwners.Of(member.Symbol.ContainingType),
                TypeOf(member.Symbol.OriginalDefinition).ToDisplayString(TypeNames.Code),
                GetterOf(member.Symbol),
                set,
                CanThrow: member.Symbol is IPropertySymbol && !DataMemberRules.IsAutoProperty(member.Symbol),
                IsRequired(member.Symbol) && !SetsRequiredMembers(constructor),
                isMemoryPack && MemoryPackRules.KeepsDefault(member.Symbol),
                isMemoryPack ? MemoryPackFormatters.ConversionOf(member.Symbol) : null));
        }

        return shapes.ToEquatableArray();
    }

    private TypeShape? VisitMember(DataMember member, bool isMemoryPack)
    {
        TypeShape? shape = Visit(member.Symbol, member.Type);
        return shape is not null && isMemoryPack ? MemoryPackFormatters.Apply(member.Symbol, shape) : shape;
    }

    private TypeShape? RefuseMember(DataMember member, string reason, string id = DiagnosticIds.CannotCross)
    {
        _path.Add("." + member.Name);
        _members.Add(member.Symbol);
        Refuse(id, member.Type, reason);
        _members.RemoveAt(_members.Count - 1);
        _path.RemoveAt(_path.Count - 1);
        return null;
    }

    private string? ReasonAgainst(INamedTypeSymbol type, DataMember member, MemberAccess set, bool isMemoryPack)
    {
        if (set == MemberAccess.None && !isMemoryPack)
        {
            return $"and no setter or constructor parameter of '{type.Name}' restores it; give it one, or mark it [IgnoreDataMember]";
        }

        bool needsAccessor = set is MemberAccess.FieldAccessor or MemberAccess.MethodAccessor
            || GetterOf(member.Symbol) != MemberAccess.Direct;
        return needsAccessor && AccessorOwners.HidesParameter(member.Symbol.ContainingType)
            ? $"and only the generic type '{member.Symbol.ContainingType.Name}' itself can reach it; make it public"
            : null;
    }

    private MemberAccess GetterOf(ISymbol member) => member switch
    {
        IFieldSymbol => CanName(member) ? MemberAccess.Direct : MemberAccess.FieldAccessor,
        IPropertySymbol { GetMethod: { } getter } => CanName(member) && CanName(getter) ? MemberAccess.Direct : MemberAccess.MethodAccessor,
        _ => MemberAccess.None,
    };

    private MemberAccess SetterOf(ISymbol member, bool hasInitializer) => member switch
    {
        IFieldSymbol { IsReadOnly: true } => MemberAccess.None,
        IFieldSymbol => CanName(member) ? MemberAccess.Direct : MemberAccess.FieldAccessor,

        // The initializer is the only place where C# lets an init member be set.
        IPropertySymbol { SetMethod.IsInitOnly: true } when !hasInitializer => MemberAccess.MethodAccessor,
        IPropertySymbol { SetMethod: { } setter }
            => CanName(member) && CanName(setter) ? MemberAccess.Direct : MemberAccess.MethodAccessor,
        _ => MemberAccess.None,
    };

    /// <summary>Whether emitted code can see a member and no attribute makes its use an error; unsafe accessors reach the others.</summary>
    private bool CanName(ISymbol member) => IsAccessible(member) && !IsUseAnError(member);

    private static bool IsUseAnError(ISymbol member)
        => member.FindAttribute(KnownTypes.ExperimentalAttribute) is not null
            || member.FindAttribute(KnownTypes.ObsoleteAttribute)?.Argument(1) is true;

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static HashSet<string> ParameterNames(IMethodSymbol? constructor)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (IParameterSymbol parameter in constructor?.Parameters ?? [])
        {
            names.Add(parameter.Name.ToLowerInvariant());
        }

        return names;
    }

    private static bool IsGivenTo(HashSet<string> parameters, string member)
        => parameters.Contains(member.ToLowerInvariant()) || parameters.Contains(member.TrimStart('_').ToLowerInvariant());

    private static bool Matches(string parameter, string member)
        => string.Equals(parameter, member, StringComparison.OrdinalIgnoreCase)
            || string.Equals(parameter, member.TrimStart('_'), StringComparison.OrdinalIgnoreCase);

    private static bool IsRequired(ISymbol member) => member is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };

    private static bool SetsRequiredMembers(IMethodSymbol? constructor)
        => constructor?.Attribute("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute") is not null;

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
