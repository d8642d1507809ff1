using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints the structs that carry the arguments and the result of a method.</summary>
internal static class CallPayloadEmitter
{
    private const string CompilerServices = "global::OutProc.CompilerServices.";
    private const string Writer = "ref global::OutProc.Serialization.PayloadWriter writer";
    private const string Reader = "ref global::OutProc.Serialization.PayloadReader reader";

    public static void Write(SourceWriter source, MethodModel method)
    {
        if (!method.Arguments.IsEmpty)
        {
            string name = PayloadNames.Arguments(method);
            WriteStruct(source, name, $"{CompilerServices}IPayload<{name}>", method.Arguments);
        }

        if (method.Result is { } result)
        {
            string name = PayloadNames.Result(method);
            WriteStruct(
                source,
                name,
                $"{CompilerServices}IResultPayload<{name}, {result.FullyQualifiedName}>",
                [new ArgumentModel("result", "value", "Value", result)]);
        }
    }

    /// <summary>A struct of values that belong to no call.</summary>
    public static void WriteStruct(SourceWriter source, string name, EquatableArray<ArgumentModel> values)
        => WriteStruct(source, name, $"{CompilerServices}IPayload<{name}>", values);

    private static void WriteStruct(SourceWriter source, string name, string payload, EquatableArray<ArgumentModel> values)
    {
        source.WriteLine();
        source.WriteLine(GeneratedCode.Attributes);
        string parameters = string.Join(", ", values.Select(value => $"{value.Shape.FullyQualifiedName} {value.Local}"));
        source.OpenBlock($"file readonly struct {name}({parameters}) : {payload}");
        foreach (ArgumentModel value in values)
        {
            source.WriteLine($"public {value.Shape.FullyQualifiedName} {value.Field} {{ get; }} = {value.Local};");
            source.WriteLine();
        }

        source.WriteLine($"public static int MaxSize => {(IsInert(values) ? string.Join(" + ", values.Select(SizeOf)) : "-1")};");
        source.WriteLine();
        WriteWriter(source, values);
        source.WriteLine();
        WriteReader(source, name, values);
        source.CloseBlock();
    }

    private static void WriteWriter(SourceWriter source, EquatableArray<ArgumentModel> values)
    {
        source.OpenBlock($"public void Write({Writer})");
        WriteSteps(source, values, value => PayloadEmitter.WriteStatements(source, value.Shape, value.Field), end: null);
        source.CloseBlock();
    }

    private static void WriteReader(SourceWriter source, string name, EquatableArray<ArgumentModel> values)
    {
        source.OpenBlock($"public static {name} Read({Reader})");
        WriteSteps(
            source,
            values,
            value => PayloadEmitter.ReadStatements(source, value.Shape, $"{value.Shape.FullyQualifiedName} {value.Local}"),
            $"return new {name}({string.Join(", ", values.Select(value => value.Local))});");
        source.CloseBlock();
    }

    /// <summary>
    /// One step for each value, in a block whose exceptions carry the name of the value that failed. Raw memory needs no such block: it
    /// fails only as a whole.
    /// </summary>
    private static void WriteSteps(SourceWriter source, EquatableArray<ArgumentModel> values, Action<ArgumentModel> writeStep, string? end)
    {
        if (IsInert(values))
        {
            foreach (ArgumentModel value in values)
            {
                writeStep(value);
            }

            if (end is not null)
            {
                source.WriteLine(end);
            }

            return;
        }

        source.WriteLine($"string member = \"{values[0].Name}\";");
        source.OpenBlock("try");
        for (int i = 0; i < values.Count; i++)
        {
            if (i > 0)
            {
                source.WriteLine($"member = \"{values[i].Name}\";");
            }

            writeStep(values[i]);
        }

        if (end is not null)
        {
            source.WriteLine(end);
        }

        source.CloseBlock();
        source.OpenBlock("catch (global::OutProc.Contracts.PayloadException e) when (e.At(member))");
        source.WriteLine("throw;");
        source.CloseBlock();
    }

    private static bool IsInert(EquatableArray<ArgumentModel> values) => values.All(value => value.Shape.Kind == TypeShapeKind.Unmanaged);

    private static string SizeOf(ArgumentModel value) => PayloadEmitter.MaxSizeExpression(value.Shape) ?? "-1";
}
