using System.Globalization;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <content>Objects whose members stand in slots: the version-tolerant and the circular-reference layout.</content>
internal static partial class FormatterEmitter
{
    private static void EmitSlotsWrite(SourceWriter source, ObjectShape shape)
    {
        bool isCircular = shape.Layout == ObjectLayout.CircularReference;
        OpenWrite(source, shape);
        if (shape.IsReferenceType)
        {
            WriteNullCheck(source, "WriteNullObject");
        }

        if (isCircular)
        {
            source.OpenBlock("if (writer.TryWriteReference(value, out uint id))");
            source.WriteLine("return;");
            source.CloseBlock();
            source.WriteLine();
        }

        if (shape.CanNest)
        {
            source.WriteLine("writer.Enter();");
        }

        source.WriteLine($"global::System.Span<int> ends = stackalloc int[{Text(shape.SlotCount)}];");
        source.WriteLine("int lengths = writer.BeginSlots(ends);");
        if (isCircular)
        {
            source.WriteLine("writer.WriteReferenceId(id);");
        }

        source.WriteLine("int first = writer.Written;");
        if (shape.Members.Count > 0)
        {
            source.WriteLine("int member = 0;");
            source.OpenBlock("try");
            for (int i = 0; i < shape.Members.Count; i++)
            {
                MemberShape member = shape.Members[i];
                EmitStep(source, i);
                source.WriteLine(PayloadEmitter.WriteCall(member.Shape, Get(member, shape)) + ";");
                source.WriteLine($"ends[{Text(member.Slot)}] = writer.Written;");
            }

            Catch(source, "s_members[member]");
            source.WriteLine();
        }

        source.WriteLine("writer.EndSlots(lengths, first, ends);");
        if (shape.CanNest)
        {
            source.WriteLine("writer.Leave();");
        }

        source.CloseBlock();
    }

    private static void EmitSlotsRead(SourceWriter source, ObjectShape shape)
    {
        bool isCircular = shape.Layout == ObjectLayout.CircularReference;
        OpenRead(source, shape);
        source.WriteLine($"global::System.Span<int> lengths = stackalloc int[{Text(shape.SlotCount)}];");
        source.OpenBlock(isCircular
            ? $"if (!reader.TryReadReference(lengths, out int rest, out uint id, out {shape.TypeName} value))"
            : "if (!reader.TryReadSlots(lengths, out int rest))");
        source.WriteLine(isCircular ? "return value;" : "return default;");
        source.CloseBlock();
        source.WriteLine();
        EmitReadLocals(source, shape);
        source.OpenBlock("try");
        if (isCircular)
        {
            source.WriteLine($"value = {CreationOf(shape)};");
            source.WriteLine("reader.AddReference(id, value);");
        }

        EmitSlotReads(source, shape);
        source.WriteLine("reader.Skip(rest);");
        if (isCircular)
        {
            EmitCreationStep(source, shape);
            EmitAssignments(source, shape, hasInitializer: false);
        }
        else
        {
            EmitCreation(source, shape);
        }

        EmitReadEnd(source, shape);
    }

    private static void EmitSlotReads(SourceWriter source, ObjectShape shape)
    {
        int next = 0;
        for (int i = 0; i < shape.Members.Count; i++)
        {
            MemberShape member = shape.Members[i];
            EmitStep(source, i);
            if (member.Slot > next)
            {
                source.WriteLine($"reader.SkipSlots(lengths[{Text(next)}..{Text(member.Slot)}]);");
            }

            next = member.Slot + 1;
            source.OpenBlock($"if (lengths[{Text(member.Slot)}] != 0)");
            source.WriteLine($"int end = reader.Consumed + lengths[{Text(member.Slot)}];");
            EmitMemberRead(source, member);
            source.WriteLine("reader.EndSlot(end);");
            source.CloseBlock();
            source.WriteLine();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
