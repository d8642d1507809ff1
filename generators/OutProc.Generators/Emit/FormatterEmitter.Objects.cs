using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Classes, records and structs.</content>
internal static partial class FormatterEmitter
{
    /// <summary>How many neighbouring raw values one call of the writer takes.</summary>
    private const int MaxBatch = 4;

    private static void EmitObject(SourceWriter source, ObjectShape shape)
    {
        if (shape.Members.Count > 0)
        {
            EmitNames(source, shape.Members.Select(member => member.Name));
        }

        EmitObjectWrite(source, shape);
        source.WriteLine();
        EmitObjectRead(source, shape);
        EmitAccessors(source, shape);
    }

    private static void EmitObjectWrite(SourceWriter source, ObjectShape shape)
    {
        OpenWrite(source, shape);
        if (shape.IsReferenceType)
        {
            WriteNullCheck(source, "WriteNullObject");
        }

        if (shape.CanNest)
        {
            source.WriteLine("writer.Enter();");
        }

        source.WriteLine($"writer.WriteObjectHeader({shape.Count});");
        if (shape.Members.Count > 0)
        {
            source.WriteLine("int member = 0;");
            source.OpenBlock("try");
            EmitMemberWrites(source, shape);
            Catch(source, "s_members[member]");
        }

        if (shape.CanNest)
        {
            source.WriteLine();
            source.WriteLine("writer.Leave();");
        }

        source.CloseBlock();
    }

    private static void EmitMemberWrites(SourceWriter source, ObjectShape shape)
    {
        for (int i = 0; i < shape.Members.Count;)
        {
            EmitStep(source, i);
            MemberShape first = shape.Members[i];
            int end = i + 1;
            if (IsRaw(first))
            {
                while (end < shape.Members.Count && end - i < MaxBatch && IsRaw(shape.Members[end]))
                {
                    end++;
                }
            }

            source.WriteLine(end - i == 1
                ? PayloadEmitter.WriteCall(first.Shape, Get(first, shape)) + ";"
                : $"writer.WriteUnmanaged({string.Join(", ", shape.Members.Skip(i).Take(end - i).Select(member => Get(member, shape)))});");
            i = end;
        }
    }

    /// <summary>Whether writing a member can fail for no reason of its own, so that it may share a step with its neighbours.</summary>
    private static bool IsRaw(MemberShape member) => member.Shape.Kind == TypeShapeKind.Unmanaged && !member.CanThrow;

    private static string Get(MemberShape member, ObjectShape shape)
    {
        string target = shape.IsReferenceType ? "value" : "ref value";
        return member.Get switch
        {
            MemberAccess.FieldAccessor => $"FieldOf{member.Name}({target})",
            MemberAccess.MethodAccessor => $"Get{member.Name}({target})",
            _ => $"value.{member.Identifier}",
        };
    }

    private static void EmitObjectRead(SourceWriter source, ObjectShape shape)
    {
        OpenRead(source, shape);
        source.OpenBlock($"if (!reader.TryReadObjectHeader(out {(shape.Members.Count > 0 ? "int count" : "_")}, {shape.Count}))");
        source.WriteLine("return default;");
        source.CloseBlock();
        source.WriteLine();
        if (shape.CanNest)
        {
            source.WriteLine("reader.Enter();");
        }

        foreach (MemberShape member in shape.Members)
        {
            source.WriteLine($"{member.Shape.TypeName} _{member.Name} = default;");
        }

        if (shape.Members.Count > 0)
        {
            source.WriteLine("int member = 0;");
        }

        source.OpenBlock("try");
        for (int i = 0; i < shape.Members.Count; i++)
        {
            MemberShape member = shape.Members[i];
            EmitStep(source, i);
            source.OpenBlock($"if (count > {i})");
            source.WriteLine($"_{member.Name} = {PayloadEmitter.ReadCall(member.Shape)};");
            source.CloseBlock();
            source.WriteLine();
        }

        EmitCreation(source, shape);
        Catch(source, shape.Members.Count > 0 ? "s_members[member]" : "null");
        source.CloseBlock();
    }

    private static void EmitCreation(SourceWriter source, ObjectShape shape)
    {
        if (shape.Members.Count > 0)
        {
            source.WriteLine($"member = {shape.Count};");
        }

        string[] initial = shape.Members.Where(IsInitialized).Select(member => $"{member.Identifier} = _{member.Name}").ToArray();
        IEnumerable<ConstructorArgument> arguments = shape.Constructor.Arguments;
        string creation = shape.Constructor.IsAccessible
            ? $"new {shape.TypeName}({string.Join(", ", arguments.Select(argument => $"{argument.Parameter}: _{argument.Member}"))})"
            : $"Create({string.Join(", ", arguments.Select(argument => "_" + argument.Member))})";
        source.WriteLine($"{shape.TypeName} value = {creation}{(initial.Length == 0 || !shape.Constructor.IsAccessible ? ";" : "")}");
        if (initial.Length > 0 && shape.Constructor.IsAccessible)
        {
            source.OpenBlock();
            foreach (string assignment in initial)
            {
                source.WriteLine(assignment + ",");
            }

            source.CloseBlock(";");
        }

        for (int i = 0; i < shape.Members.Count; i++)
        {
            EmitAssignment(source, shape, shape.Members[i], i);
        }

        if (shape.CanNest)
        {
            source.WriteLine("reader.Leave();");
        }

        source.WriteLine("return value;");
    }

    private static bool IsInitialized(MemberShape member)
        => (member.Set == MemberAccess.Direct && !member.KeepsDefault) || (member.IsRequired && member.Set == MemberAccess.Constructor);

    private static void EmitAssignment(SourceWriter source, ObjectShape shape, MemberShape member, int index)
    {
        string target = shape.IsReferenceType ? "value" : "ref value";
        string? assignment = member.Set switch
        {
            MemberAccess.FieldAccessor => $"FieldOf{member.Name}({target}) = _{member.Name};",
            MemberAccess.MethodAccessor => $"Set{member.Name}({target}, _{member.Name});",
            MemberAccess.Direct when member.KeepsDefault || !shape.Constructor.IsAccessible
                => $"value.{member.Identifier} = _{member.Name};",
            _ => null,
        };
        if (assignment is null)
        {
            return;
        }

        if (!member.KeepsDefault)
        {
            source.WriteLine(assignment);
            return;
        }

        source.OpenBlock($"if (count > {index})");
        source.WriteLine(assignment);
        source.CloseBlock();
        source.WriteLine();
    }

    private static void EmitAccessors(SourceWriter source, ObjectShape shape)
    {
        const string Space = "global::System.Runtime.CompilerServices";
        const string Accessor = $"[{Space}.UnsafeAccessor({Space}.UnsafeAccessorKind.";
        string by = shape.IsReferenceType ? "" : "ref ";
        foreach (MemberShape member in shape.Members)
        {
            string type = member.Shape.TypeName;
            if (member.Get == MemberAccess.FieldAccessor || member.Set == MemberAccess.FieldAccessor)
            {
                source.WriteLine();
                source.WriteLine($"{Accessor}Field, Name = \"{member.Name}\")]");
                source.WriteLine($"private static extern ref {type} FieldOf{member.Name}({by}{member.OwnerName} value);");
            }

            if (member.Get == MemberAccess.MethodAccessor)
            {
                source.WriteLine();
                source.WriteLine($"{Accessor}Method, Name = \"get_{member.Name}\")]");
                source.WriteLine($"private static extern {type} Get{member.Name}({by}{member.OwnerName} value);");
            }

            if (member.Set == MemberAccess.MethodAccessor)
            {
                source.WriteLine();
                source.WriteLine($"{Accessor}Method, Name = \"set_{member.Name}\")]");
                source.WriteLine($"private static extern void Set{member.Name}({by}{member.OwnerName} value, {type} member);");
            }
        }

        if (!shape.Constructor.IsAccessible)
        {
            IEnumerable<ConstructorArgument> arguments = shape.Constructor.Arguments;
            string parameters = string.Join(", ", arguments.Select(argument => $"{argument.TypeName} {argument.Parameter}"));
            source.WriteLine();
            source.WriteLine($"{Accessor}Constructor)]");
            source.WriteLine($"private static extern {shape.TypeName} Create({parameters});");
        }
    }
}
