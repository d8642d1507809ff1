using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>How members and constructors are reached: by name, or through unsafe accessors where only their type can.</content>
internal static partial class FormatterEmitter
{
    private const string RuntimeServices = "global::System.Runtime.CompilerServices";
    private const string UnsafeAccessor = $"[{RuntimeServices}.UnsafeAccessor({RuntimeServices}.UnsafeAccessorKind.";

    /// <summary>The expression that gets a member of <c>value</c>.</summary>
    private static string Get(MemberShape member, ObjectShape shape) => member.Get switch
    {
        MemberAccess.FieldAccessor => Accessor(member, $"FieldOf{member.Name}({Target(shape)})"),
        MemberAccess.MethodAccessor => Accessor(member, $"Get{member.Name}({Target(shape)})"),
        _ => $"value.{member.Identifier}",
    };

    /// <summary>The statement that sets a member of <c>value</c>.</summary>
    private static string Set(MemberShape member, ObjectShape shape) => member.Set switch
    {
        MemberAccess.FieldAccessor => Accessor(member, $"FieldOf{member.Name}({Target(shape)}) = _{member.Name};"),
        MemberAccess.MethodAccessor => Accessor(member, $"Set{member.Name}({Target(shape)}, _{member.Name});"),
        _ => $"value.{member.Identifier} = _{member.Name};",
    };

    /// <summary>The expression that creates the object from the members its constructor takes.</summary>
    private static string CreationOf(ObjectShape shape)
    {
        IEnumerable<ConstructorArgument> arguments = shape.Constructor.Arguments;
        if (shape.Constructor.IsAccessible)
        {
            return $"new {shape.TypeName}({string.Join(", ", arguments.Select(argument => $"{argument.Parameter}: _{argument.Member}"))})";
        }

        string call = $"Create({string.Join(", ", arguments.Select(argument => "_" + argument.Member))})";
        return shape.Constructor.Accessor is { } owner ? $"{owner.ClosedName}.{call}" : call;
    }

    private static string Target(ObjectShape shape) => shape.IsReferenceType ? "value" : "ref value";

    private static string Accessor(MemberShape member, string call)
        => member.Accessor is { } owner ? $"{owner.ClosedName}.{call}" : call;

    private static void EmitAccessors(SourceWriter source, ObjectShape shape)
    {
        foreach (MemberShape member in shape.Members.Where(member => member.Accessor is null))
        {
            EmitAccessors(source, shape, member, "private", member.OwnerName, member.Shape.TypeName);
        }

        if (!shape.Constructor.IsAccessible && shape.Constructor.Accessor is null)
        {
            EmitCreate(source, shape, "private", shape.TypeName);
        }

        IEnumerable<AccessorOwner> owners = shape.Members
            .Where(NeedsAccessor)
            .Select(member => member.Accessor)
            .Concat(shape.Constructor.IsAccessible ? [] : [shape.Constructor.Accessor])
            .OfType<AccessorOwner>()
            .Distinct();
        foreach (AccessorOwner owner in owners)
        {
            EmitGenericAccessors(source, shape, owner);
        }
    }

    /// <summary>The runtime finds members of a generic type only through a class with the same type parameters.</summary>
    private static void EmitGenericAccessors(SourceWriter source, ObjectShape shape, AccessorOwner owner)
    {
        source.WriteLine();
        source.OpenBlock($"private static class {owner.ClassName}{owner.TypeParameters}{owner.Constraints}");
        foreach (MemberShape member in shape.Members.Where(member => owner.Equals(member.Accessor)))
        {
            EmitAccessors(source, shape, member, "public", owner.OpenTypeName, member.OpenTypeName);
        }

        if (!shape.Constructor.IsAccessible && owner.Equals(shape.Constructor.Accessor))
        {
            EmitCreate(source, shape, "public", owner.OpenTypeName);
        }

        source.CloseBlock();
    }

    private static bool NeedsAccessor(MemberShape member)
        => member.Get is MemberAccess.FieldAccessor or MemberAccess.MethodAccessor
            || member.Set is MemberAccess.FieldAccessor or MemberAccess.MethodAccessor;

    private static void EmitAccessors(
        SourceWriter source, ObjectShape shape, MemberShape member, string visibility, string owner, string type)
    {
        string by = shape.IsReferenceType ? "" : "ref ";
        if (member.Get == MemberAccess.FieldAccessor || member.Set == MemberAccess.FieldAccessor)
        {
            source.WriteLine();
            source.WriteLine($"{UnsafeAccessor}Field, Name = \"{member.Name}\")]");
            source.WriteLine($"{visibility} static extern ref {type} FieldOf{member.Name}({by}{owner} value);");
        }

        if (member.Get == MemberAccess.MethodAccessor)
        {
            source.WriteLine();
            source.WriteLine($"{UnsafeAccessor}Method, Name = \"get_{member.Name}\")]");
            source.WriteLine($"{visibility} static extern {type} Get{member.Name}({by}{owner} value);");
        }

        if (member.Set == MemberAccess.MethodAccessor)
        {
            source.WriteLine();
            source.WriteLine($"{UnsafeAccessor}Method, Name = \"set_{member.Name}\")]");
            source.WriteLine($"{visibility} static extern void Set{member.Name}({by}{owner} value, {type} member);");
        }
    }

    private static void EmitCreate(SourceWriter source, ObjectShape shape, string visibility, string type)
    {
        IEnumerable<ConstructorArgument> arguments = shape.Constructor.Arguments;
        string parameters = string.Join(", ", arguments.Select(argument => $"{argument.TypeName} {argument.Parameter}"));
        source.WriteLine();
        source.WriteLine($"{UnsafeAccessor}Constructor)]");
        source.WriteLine($"{visibility} static extern {type} Create({parameters});");
    }
}
