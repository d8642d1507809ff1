using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <content>Classes, records and structs with references.</content>
internal sealed partial class TypeShapeParser
{
    private TypeShape? VisitObject(INamedTypeSymbol type)
    {
        if (FindPublished(type, isUnion: false) is { } published)
        {
            return published;
        }

        FormatterName name = FormatterName.OfObject(type);
        string schema = type.ToDisplayString(TypeNames.Schema);
        TypeShape shape = ShapeOf(name, type, "1", schema);
        if (IsKnown(name))
        {
            CheckCycle(name);
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

        if (MemoryPackRules.Apply(type) && UsesForeign(type))
        {
            return VisitForeign(type, name, shape);
        }

        // Entered before its members are walked, so that a type that contains itself ends.
        _reached[name.FullName] = null;
        bool isMemoryPack = MemoryPackRules.Apply(type);
        ObjectLayout layout = isMemoryPack ? MemoryPackRules.LayoutOf(type) : ObjectLayout.Plain;
        bool isChosen = isMemoryPack
            ? ConstructorChooser.TryChooseMemoryPack(type, out IMethodSymbol? constructor)
            : ConstructorChooser.TryChoose(type, IsAccessible, out constructor);
        List<DataMember> members = isMemoryPack ? MemoryPackRules.Select(type) : DataMemberRules.Select(type, ParameterNames(constructor));
        if (isMemoryPack && MemoryPackChecks.FindBroken(type, layout, constructor, isChosen, members) is { } broken)
        {
            return Refuse(type, broken);
        }

        bool isSound = AreOrdered(type, members, isMemoryPack) & AreRequiredSent(type, members, constructor);

        // Others must be able to refer to an object of a circle before its members are known: none can be set while it is created.
        bool hasInitializer = CanCreate(constructor, members) && layout != ObjectLayout.CircularReference;

        Open(name, type, layout);
        EquatableArray<MemberShape> shapes = VisitMembers(type, members, constructor, isMemoryPack, hasInitializer, ref isSound);
        Close();
        if (!isChosen)
        {
            return Refuse(type, "with no constructor that can rebuild it; give it one constructor, a parameterless one or [JsonConstructor]");
        }

        ConstructorShape? creation = VisitConstructor(type, constructor, members, shapes);
        if (!isSound || creation is null)
        {
            return null;
        }

        if (!isMemoryPack)
        {
            WarnOfLostState(type, members, constructor);
        }

        Reach(new ObjectShape(
            name.Namespace, name.Name, type.ToDisplayString(TypeNames.Code), type.IsReferenceType, schema, layout, creation, shapes)
        {
            Publication = PublicationOf(type),
        });
        return shape;
    }

    /// <summary>What a type is that says nothing about the objects behind it; <c>null</c> for a class or struct of its own.</summary>
    private static string? KindWithoutCases(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface }
            => "an interface with no known cases; name the type that is sent, or the types behind it with [JsonDerivedType]",
        { IsAbstract: true } when !type.IsFrameworkType()
            => "an abstract class with no known cases; name the type that is sent, or the types behind it with [KnownType]",
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

        return type.AllInterfaces.Any(implemented => implemented.SpecialType == SpecialType.System_Collections_IEnumerable)
            ? "a collection class of its own, whose other state would be lost; use a list, a set or a dictionary"
            : null;
    }

    /// <summary>Metadata keeps the order of fields and that of properties, not how they were mixed in the source.</summary>
    private bool AreOrdered(INamedTypeSymbol type, List<DataMember> members, bool isMemoryPack)
    {
        if (members.Count > MemoryPackRules.MaxMembers)
        {
            Refuse(type, $"with {members.Count} members; an object can have {MemoryPackRules.MaxMembers}");
            return false;
        }

        bool isAmbiguous = !members.TrueForAll(member => member.Order is not null)
            && members
                .Where(member => !IsOwn(member.Symbol.ContainingType))
                .GroupBy(member => member.Symbol.ContainingType, SymbolEqualityComparer.Default)
                .Any(group => group.Any(member => member.Symbol is IFieldSymbol) && group.Any(member => member.Symbol is IPropertySymbol));
        if (isAmbiguous)
        {
            string attribute = isMemoryPack ? "[MemoryPackOrder]" : "[DataMember(Order)]";
            Refuse(DiagnosticIds.AmbiguousOrder, type, attribute);
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

    private ConstructorShape? VisitConstructor(
        INamedTypeSymbol type, IMethodSymbol? constructor, List<DataMember> members, EquatableArray<MemberShape> shapes)
    {
        bool isSound = true;
        var arguments = new List<ConstructorArgument>();
        foreach (IParameterSymbol parameter in constructor?.Parameters ?? [])
        {
            DataMember? member = members.Find(candidate => Matches(parameter.Name, candidate.Name));
            if (member is not null && CanBeGiven(member, parameter))
            {
                string parameterType = parameter.OriginalDefinition.Type.ToDisplayString(TypeNames.Code);
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

        bool isAccessible = CanCreate(constructor, members);
        if (isAccessible && MemoryPackRules.Apply(type) && MemoryPackRules.LayoutOf(type) == ObjectLayout.CircularReference)
        {
            isAccessible = !shapes.Any(member => member.IsRequired);
        }

        if (!isAccessible && AccessorOwners.HidesParameter(type))
        {
            Refuse(type, "whose constructor generated code cannot call; make it public");
            isSound = false;
        }

        return isSound ? new ConstructorShape(isAccessible, AccessorOwners.Of(type), arguments.ToEquatableArray()) : null;
    }

    /// <summary>Whether <c>new</c> can be written: with the constructor's name, and with those of the members it wants to be set.</summary>
    private bool CanCreate(IMethodSymbol? constructor, List<DataMember> members)
        => constructor is null
            || (CanName(constructor)
                && (SetsRequiredMembers(constructor) || !members.Exists(member => IsRequired(member.Symbol) && IsUseAnError(member.Symbol))));

    private bool CanBeGiven(DataMember member, IParameterSymbol parameter)
        => parameter.RefKind is RefKind.None or RefKind.In && _compilation.ClassifyConversion(member.Type, parameter.Type).IsImplicit;
}
