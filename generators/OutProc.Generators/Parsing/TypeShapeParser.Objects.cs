using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Classes, records and structs with references.</content>
internal sealed partial class TypeShapeParser
{
    private const int MaxMembers = 249;

    private TypeShape? VisitObject(INamedTypeSymbol type)
    {
        FormatterName name = FormatterName.OfObject(type);
        string schema = type.ToDisplayString(TypeNames.Schema);
        TypeShape shape = ShapeOf(name, type, "1", schema);
        if (_reached.ContainsKey(name.FullName))
        {
            return shape;
        }

        if (KindWithoutCases(type) is { } kind)
        {
            return Refuse(DiagnosticIds.NoKnownCases, type, kind);
        }

        if (ReasonAgainst(type) is { } reason)
        {
            return Refuse(type, reason);
        }

        // Entered before its members are walked, so that a type that contains itself ends.
        _reached[name.FullName] = null;
        bool isMemoryPack = MemoryPackRules.Apply(type);
        bool isChosen = isMemoryPack
            ? ConstructorChooser.TryChooseMemoryPack(type, out IMethodSymbol? constructor)
            : ConstructorChooser.TryChoose(type, IsAccessible, out constructor);
        List<DataMember> members = isMemoryPack ? MemoryPackRules.Select(type) : DataMemberRules.Select(type, ParameterNames(constructor));
        bool isSound = AreOrdered(type, members, isMemoryPack) & AreRequiredSent(type, members, constructor);
        EquatableArray<MemberShape> shapes = VisitMembers(type, members, constructor, isMemoryPack, ref isSound);
        if (!isChosen)
        {
            return Refuse(type, isMemoryPack
                ? "with several constructors, none marked [MemoryPackConstructor]"
                : "with no constructor that can rebuild it; give it one constructor, a parameterless one or [JsonConstructor]");
        }

        ConstructorShape? creation = VisitConstructor(type, constructor, members);
        if (!isSound || creation is null)
        {
            return null;
        }

        Reach(new ObjectShape(
            name.Namespace, name.Name, type.ToDisplayString(TypeNames.Code), type.IsReferenceType, schema, creation, shapes));
        return shape;
    }

    /// <summary>What a type is that says nothing about the objects behind it; <c>null</c> for a class or struct of its own.</summary>
    private static string? KindWithoutCases(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "an interface",
        { IsAbstract: true } when !type.IsFrameworkType() => "an abstract class",
        _ => null,
    };

    private static string? ReasonAgainst(INamedTypeSymbol type)
    {
        if (type.IsFrameworkType())
        {
            return "a type of the framework that has no form on the wire; send the values it is made of";
        }

        if (type.IsAnonymousType || type.IsFileLocal)
        {
            return "which generated code cannot name; declare a record";
        }

        if (type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable))
        {
            return "a collection class of its own, whose other state would be lost; use a list, a set or a dictionary";
        }

        return MemoryPackRules.Apply(type) ? MemoryPackRules.FindUnsupported(type) : null;
    }

    /// <summary>Metadata keeps the order of fields and that of properties, not how they were mixed in the source.</summary>
    private bool AreOrdered(INamedTypeSymbol type, List<DataMember> members, bool isMemoryPack)
    {
        if (members.Count > MaxMembers)
        {
            Refuse(type, $"with {members.Count} members; an object can have {MaxMembers}");
            return false;
        }

        bool isAmbiguous = members.Exists(member => !member.Symbol.ContainingType.IsInSource() && member.Symbol is IFieldSymbol)
            && members.Exists(member => !member.Symbol.ContainingType.IsInSource() && member.Symbol is IPropertySymbol)
            && !members.TrueForAll(member => member.Order is not null);
        if (isAmbiguous)
        {
            string attribute = isMemoryPack ? "[MemoryPackOrder]" : "[DataMember(Order)]";
            Refuse(
                type, $"from a referenced assembly, and the order of its fields and properties is not known; give every member {attribute}");
        }

        return !isAmbiguous;
    }

    /// <summary>C# lets nobody create an object without its required members, so that leaving one out is not possible.</summary>
    private bool AreRequiredSent(INamedTypeSymbol type, List<DataMember> members, IMethodSymbol? constructor)
    {
        ISymbol? missing = SetsRequiredMembers(constructor) ? null : DataMember.CandidatesOf(type).Find(
            candidate => IsRequired(candidate) && !members.Exists(member => member.Name == candidate.Name));
        if (missing is not null)
        {
            Refuse(type, $"whose member '{missing.Name}' is required but not sent");
        }

        return missing is null;
    }

    private EquatableArray<MemberShape> VisitMembers(
        INamedTypeSymbol type, List<DataMember> members, IMethodSymbol? constructor, bool isMemoryPack, ref bool isSound)
    {
        HashSet<string> parameters = ParameterNames(constructor);
        var shapes = new List<MemberShape>();
        foreach (DataMember member in members)
        {
            if (Visit(member.Symbol, member.Type) is not { } shape)
            {
                isSound = false;
                continue;
            }

            MemberAccess set = IsGivenTo(parameters, member.Name) ? MemberAccess.Constructor : SetterOf(member.Symbol, constructor);
            if (ReasonAgainst(type, member, set, isMemoryPack) is { } reason)
            {
                RefuseMember(member, reason);
                isSound = false;
                continue;
            }

            shapes.Add(new MemberShape(
                member.Name,
                Escaped(member.Name),
                member.Symbol.ContainingType.ToDisplayString(TypeNames.Code),
                shape,
                GetterOf(member.Symbol),
                set,
                CanThrow: member.Symbol is IPropertySymbol && !DataMemberRules.IsAutoProperty(member.Symbol),
                IsRequired(member.Symbol) && !SetsRequiredMembers(constructor),
                isMemoryPack && MemoryPackRules.KeepsDefault(member.Symbol)));
        }

        return shapes.ToEquatableArray();
    }

    private void RefuseMember(DataMember member, string reason)
    {
        _path.Add("." + member.Name);
        _members.Add(member.Symbol);
        Refuse(member.Type, reason);
        _members.RemoveAt(_members.Count - 1);
        _path.RemoveAt(_path.Count - 1);
    }

    private string? ReasonAgainst(INamedTypeSymbol type, DataMember member, MemberAccess set, bool isMemoryPack)
    {
        if (isMemoryPack && MemoryPackRules.HasCustomFormatter(member.Symbol))
        {
            return "with a MemoryPack formatter of its own, which only the real serializer calls";
        }

        if (set == MemberAccess.None && !isMemoryPack)
        {
            return $"and no setter or constructor parameter of '{type.Name}' restores it; give it one, or mark it [IgnoreDataMember]";
        }

        bool needsAccessor = set is MemberAccess.FieldAccessor or MemberAccess.MethodAccessor
            || GetterOf(member.Symbol) != MemberAccess.Direct;
        return needsAccessor && member.Symbol.ContainingType.IsGenericType
            ? $"and only the generic type '{type.Name}' itself can reach it; make it public"
            : null;
    }

    private ConstructorShape? VisitConstructor(INamedTypeSymbol type, IMethodSymbol? constructor, List<DataMember> members)
    {
        bool isSound = true;
        var arguments = new List<ConstructorArgument>();
        foreach (IParameterSymbol parameter in constructor?.Parameters ?? [])
        {
            DataMember? member = members.Find(candidate => Matches(parameter.Name, candidate.Name));
            if (member is not null && CanBeGiven(member, parameter))
            {
                string parameterType = parameter.Type.ToDisplayString(TypeNames.Code);
                arguments.Add(new ConstructorArgument(Escaped(parameter.Name), parameterType, member.Name));
            }
            else if (!parameter.IsOptional || member is not null)
            {
                isSound = false;
                int known = _problems.Count;
                if (Visit(parameter.Type, "." + parameter.Name) is not null || _problems.Count == known)
                {
                    Refuse(type, $"with no constructor that can rebuild it: no member gives its parameter '{parameter.Name}' a value");
                }
            }
        }

        if (constructor is not null && !IsAccessible(constructor) && type.IsGenericType)
        {
            Refuse(type, "a generic type whose constructor generated code cannot call; make it public");
            isSound = false;
        }

        return isSound ? new ConstructorShape(constructor is null || IsAccessible(constructor), arguments.ToEquatableArray()) : null;
    }

    private bool CanBeGiven(DataMember member, IParameterSymbol parameter)
        => parameter.RefKind is RefKind.None or RefKind.In && _compilation.ClassifyConversion(member.Type, parameter.Type).IsImplicit;

    private MemberAccess GetterOf(ISymbol member) => member switch
    {
        IFieldSymbol => IsAccessible(member) ? MemberAccess.Direct : MemberAccess.FieldAccessor,
        IPropertySymbol { GetMethod: { } getter } => IsAccessible(getter) ? MemberAccess.Direct : MemberAccess.MethodAccessor,
        _ => MemberAccess.None,
    };

    private MemberAccess SetterOf(ISymbol member, IMethodSymbol? constructor) => member switch
    {
        IFieldSymbol { IsReadOnly: true } => MemberAccess.None,
        IFieldSymbol => IsAccessible(member) ? MemberAccess.Direct : MemberAccess.FieldAccessor,

        // An object made through an accessor has no initializer, the only place where C# lets an init member be set.
        IPropertySymbol { SetMethod.IsInitOnly: true } when constructor is not null && !IsAccessible(constructor)
            => MemberAccess.MethodAccessor,
        IPropertySymbol { SetMethod: { } setter } => IsAccessible(setter) ? MemberAccess.Direct : MemberAccess.MethodAccessor,
        _ => MemberAccess.None,
    };

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
