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

        switch (shape.Layout)
        {
            case ObjectLayout.Plain:
                EmitObjectWrite(source, shape);
                source.WriteLine();
                EmitObjectRead(source, shape);
                break;
            default:
                EmitSlotsWrite(source, shape);
                source.WriteLine();
                EmitSlotsRead(source, shape);
                break;
        }

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
    private static bool IsRaw(MemberShape member)
        => member is { CanThrow: false, Shape: { Kind: TypeShapeKind.Unmanaged, Memory: null } };

    private static void EmitObjectRead(SourceWriter source, ObjectShape shape)
    {
        OpenRead(source, shape);
        source.OpenBlock($"if (!reader.TryReadObjectHeader(out {(shape.Members.Count > 0 ? "int count" : "_")}, {shape.Count}))");
        source.WriteLine("return default;");
        source.CloseBlock();
        source.WriteLine();
        EmitReadLocals(source, shape);
        source.OpenBlock("try");
        for (int i = 0; i < shape.Members.Count; i++)
        {
            EmitStep(source, i);
            source.OpenBlock($"if (count > {i})");
            EmitMemberRead(source, shape.Members[i]);
            source.CloseBlock();
            source.WriteLine();
        }

        EmitCreation(source, shape);
        EmitReadEnd(source, shape);
    }

    private static void EmitReadLocals(SourceWriter source, ObjectShape shape)
    {
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
    }

    private static void EmitMemberRead(SourceWriter source, MemberShape member)
    {
        string value = PayloadEmitter.ReadCall(member.Shape);
        source.WriteLine($"_{member.Name} = {(member.Conversion is null ? value : $"{member.Conversion}({value})")};");
    }

    private static void EmitCreation(SourceWriter source, ObjectShape shape)
    {
        EmitCreationStep(source, shape);
        bool hasInitializer = shape.Constructor.IsAccessible;
        string[] initial = hasInitializer
            ? shape.Members.Where(IsInitialized).Select(member => $"{member.Identifier} = _{member.Name}").ToArray()
            : [];
        source.WriteLine($"{shape.TypeName} value = {CreationOf(shape)}{(initial.Length == 0 ? ";" : "")}");
        if (initial.Length > 0)
        {
            source.OpenBlock();
            foreach (string assignment in initial)
            {
                source.WriteLine(assignment + ",");
            }

            source.CloseBlock(";");
        }

        EmitAssignments(source, shape, hasInitializer);
    }

    /// <summary>What fails from here on is not a member: the name behind the last one is null.</summary>
    private static void EmitCreationStep(SourceWriter source, ObjectShape shape)
    {
        if (shape.Members.Count > 0)
        {
            source.WriteLine($"member = {shape.Count};");
        }
    }

    private static void EmitReadEnd(SourceWriter source, ObjectShape shape)
    {
        if (shape.CanNest)
        {
            source.WriteLine("reader.Leave();");
        }

        source.WriteLine("return value;");
        Catch(source, shape.Members.Count > 0 ? "s_members[member]" : "null");
        source.CloseBlock();
    }

    private static bool IsInitialized(MemberShape member)
        => (member.Set == MemberAccess.Direct && !member.KeepsDefault) || (member.IsRequired && member.Set == MemberAccess.Constructor);

    /// <summary>Sets the members that no constructor and no initializer has set.</summary>
    private static void EmitAssignments(SourceWriter source, ObjectShape shape, bool hasInitializer)
    {
        for (int i = 0; i < shape.Members.Count; i++)
        {
            MemberShape member = shape.Members[i];
            if (member.Set is MemberAccess.None or MemberAccess.Constructor
                || (member.Set == MemberAccess.Direct && hasInitializer && !member.KeepsDefault))
            {
                continue;
            }

            if (!member.KeepsDefault)
            {
                source.WriteLine(Set(member, shape));
                continue;
            }

            source.OpenBlock(shape.Layout == ObjectLayout.Plain ? $"if (count > {i})" : $"if (lengths[{member.Slot}] != 0)");
            source.WriteLine(Set(member, shape));
            source.CloseBlock();
            source.WriteLine();
        }
    }
}
