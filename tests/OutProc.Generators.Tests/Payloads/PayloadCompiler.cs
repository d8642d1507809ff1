using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Emit;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>
/// Compiles declarations with the formatters the generator emits for them, loads the result and gives one codec per type.
/// </summary>
internal static class PayloadCompiler
{
    private const string Usings =
        """
        using System;
        using System.Buffers;
        using System.Collections;
        using System.Collections.Concurrent;
        using System.Collections.Frozen;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.Collections.ObjectModel;
        using System.ComponentModel;
        using System.Globalization;
        using System.Linq;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Runtime.Intrinsics;
        using System.Runtime.Serialization;
        using System.Text;
        using System.Text.Json.Nodes;
        using System.Text.Json.Serialization;
        using System.Threading;
        using MemoryPack;

        """;

    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly MetadataReference[] s_references = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!.ToString()!
        .Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is var file && (file.StartsWith("System.", StringComparison.Ordinal) || file is "OutProc.dll"))
        .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path))
        .ToArray();

    /// <summary>Compiles <paramref name="declarations"/> and makes a codec for each of <paramref name="types"/>.</summary>
    /// <param name="declarations">Types, in namespace <c>Vec</c>.</param>
    /// <param name="types">The types to write and read, as C# writes them.</param>
    /// <param name="values">Expressions: the index of the type and how to make a value of it.</param>
    public static PayloadAssembly Compile(string declarations, IReadOnlyList<string> types, IReadOnlyList<(int Type, string Expression)> values)
    {
        string probe = string.Join("\n", types.Select((type, index) => $"    void T{index}({type} value);"));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Payloads",
            [
                Parse(MemoryPackStubs.Source),
                Parse($"#nullable enable\n{Usings}\nnamespace Vec\n{{\n{declarations}\n}}"),
                Parse($"#nullable disable\n{Usings}\nnamespace Vec\n{{\ninternal interface Probe\n{{\n{probe}\n}}\n}}"),
            ],
            s_references,
            s_options);

        var parser = new TypeShapeParser(compilation, CancellationToken.None);
        INamedTypeSymbol interfaceType = compilation.GetTypeByMetadataName("Vec.Probe").ShouldNotBeNull();
        var shapes = new TypeShape?[types.Count];
        var problems = new string?[types.Count];
        for (int i = 0; i < types.Count; i++)
        {
            IParameterSymbol parameter = ((IMethodSymbol)interfaceType.GetMembers($"T{i}")[0]).Parameters[0];
            shapes[i] = parser.Parse(parameter.Type);
            problems[i] = parser.Problems.Count > 0 ? Text(parser.Problems[0]) : shapes[i] is null ? "does not compile" : null;
        }

        string codecs = string.Join("\n", types.Select((type, index) => shapes[index] is { } shape ? Codec(type, index, shape) : ""));
        string makers = string.Join("\n", values.Select((value, index)
            => shapes[value.Type] is null ? "" : Maker(types[value.Type], index, value.Expression)));
        compilation = compilation
            .AddSyntaxTrees(parser.Formatters.AsEnumerable().Select(formatter => Parse(PayloadEmitter.EmitFormatter(formatter))))
            .AddSyntaxTrees(Parse(
                $$"""
                #nullable disable
                {{Usings}}
                namespace Vec
                {
                    public delegate void Init<T>(ref T value);

                    public static class Codecs
                    {
                {{codecs}}
                {{makers}}
                    }
                }
                """));

        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        Type compiled = Assembly.Load(image.ToArray()).GetType("Vec.Codecs", throwOnError: true)!;
        return new PayloadAssembly(compiled, problems)
        {
            FormatterNames = [.. parser.Formatters.AsEnumerable().Select(formatter => formatter.Name)],
            Schemas = [.. shapes.Select(shape => shape is null ? null : Describe(shape, parser.Formatters))],
        };
    }

    private static string Describe(TypeShape shape, EquatableArray<FormatterShape> formatters)
        => $"{SchemaWriter.Name(shape)}\n{SchemaWriter.DescribeLayouts(new EquatableArray<TypeShape>([shape]), formatters)}".TrimEnd();

    private static string Text(ShapeProblem problem) => $"{problem.Id} '{problem.Path}' is '{problem.TypeName}', {problem.Reason}";

    private static SyntaxTree Parse(string source)
        => CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp13));

    private static string Codec(string type, int index, TypeShape shape)
    {
        var source = new SourceWriter { Indentation = 1 };
        source.OpenBlock($"public static void Write{index}(ref OutProc.Serialization.PayloadWriter writer, object value)");
        PayloadEmitter.WriteStatements(source, shape, $"({type})value");
        source.CloseBlock();
        source.OpenBlock($"public static object Read{index}(ref OutProc.Serialization.PayloadReader reader)");
        PayloadEmitter.ReadStatements(source, shape, $"{type} value");
        source.WriteLine("return value;");
        source.CloseBlock();
        return source.ToString();
    }

    private static string Maker(string type, int index, string expression)
    {
        string body = expression.StartsWith("(ref ", StringComparison.Ordinal)
            ? $"{type} value = default; Init<{type}> init = {expression}; init(ref value); return value;"
            : expression.StartsWith("() =>", StringComparison.Ordinal)
                ? $"Func<{type}> make = {expression}; return make();"
                : $"{type} value = {expression}; return value;";
        return $"    public static object Make{index}() {{ {body} }}";
    }
}
