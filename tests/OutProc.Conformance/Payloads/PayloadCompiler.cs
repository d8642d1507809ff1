using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Emit;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;
using OutProc.Generators.Parsing;

namespace OutProc.Conformance.Payloads;

/// <summary>
/// Compiles declarations with the formatters the generator emits for them, with one codec per type and one maker per value, all in one go.
/// What does not compile is left out and said.
/// </summary>
internal sealed class PayloadCompiler
{
    /// <summary>What every file sees.</summary>
    public static readonly string[] Namespaces =
    [
        "System",
        "System.Buffers",
        "System.Collections",
        "System.Collections.Concurrent",
        "System.Collections.Frozen",
        "System.Collections.Generic",
        "System.Collections.Immutable",
        "System.Collections.ObjectModel",
        "System.ComponentModel",
        "System.Globalization",
        "System.Linq",
        "System.Numerics",
        "System.Runtime.CompilerServices",
        "System.Runtime.InteropServices",
        "System.Runtime.Intrinsics",
        "System.Runtime.Serialization",
        "System.Text",
        "System.Text.Json.Nodes",
        "System.Text.Json.Serialization",
        "System.Threading",
        "MemoryPack",
    ];

    /// <summary>What the expressions use beside the entries' own declarations.</summary>
    private const string Helpers =
        """
        public delegate void Init<T>(ref T value);

        public sealed class Seg : ReadOnlySequenceSegment<byte>
        {
            private Seg(ReadOnlyMemory<byte> memory, long start) { Memory = memory; RunningIndex = start; }

            public static ReadOnlySequence<byte> Split(byte[] data, int size)
            {
                var first = new Seg(data.AsMemory(0, size), 0);
                Seg last = first;
                for (int start = size; start < data.Length; start += size)
                {
                    var next = new Seg(data.AsMemory(start, Math.Min(size, data.Length - start)), start);
                    last.Next = next;
                    last = next;
                }

                return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
            }
        }
        """;

    /// <summary>Leaving out what does not compile can make what uses it not compile.</summary>
    private const int MaxRounds = 20;

    private readonly PayloadSource _source;
    private readonly string?[] _declarationErrors;
    private readonly string?[] _typeErrors;
    private readonly string?[] _valueErrors;
    private readonly string?[] _refusals;
    private readonly TypeShape?[] _shapes;
    private EquatableArray<FormatterShape> _formatters;

    private PayloadCompiler(PayloadSource source)
    {
        _source = source;
        _declarationErrors = new string?[source.Declarations.Count];
        _typeErrors = new string?[source.Types.Count];
        _valueErrors = new string?[source.Values.Count];
        _refusals = new string?[source.Types.Count];
        _shapes = new TypeShape?[source.Types.Count];
    }

    public static PayloadImage Compile(PayloadSource source) => new PayloadCompiler(source).Run();

    /// <summary>Compiles one namespace of declarations, all of which must be sound.</summary>
    /// <param name="declarations">Types, in namespace <c>Vec</c>.</param>
    /// <param name="types">The types to write and read, as C# writes them.</param>
    /// <param name="values">Expressions: the index of the type and how to make a value of it.</param>
    public static PayloadAssembly Compile(
        string declarations, IReadOnlyList<string> types, IReadOnlyList<(int Type, string Expression)> values)
    {
        var source = new PayloadSource();
        source.Declarations.Add(new("Vec", "", declarations));
        source.Types.AddRange(types.Select(type => new PayloadSource.PayloadType("Vec", "", type)));
        source.Values.AddRange(values.Select(value => new PayloadSource.PayloadValue(value.Type, value.Expression)));
        PayloadImage image = Compile(source);
        string?[] errors = [.. image.DeclarationErrors, .. image.TypeErrors, .. image.ValueErrors];
        return errors.OfType<string>().FirstOrDefault() is { } error
            ? throw new InvalidOperationException(error)
            : new PayloadAssembly(image);
    }

    private PayloadImage Run()
    {
        ParseShapes(BindTypes());
        byte[]? bytes = null;
        for (int round = 0; bytes is null; round++)
        {
            if (round == MaxRounds)
            {
                throw new InvalidOperationException("Leaving out what does not compile never ends.");
            }

            bytes = TryEmit();
        }

        return new PayloadImage
        {
            Bytes = bytes,
            Refusals = _refusals,
            TypeErrors = _typeErrors,
            ValueErrors = _valueErrors,
            DeclarationErrors = _declarationErrors,
            Codecs = [.. _source.Types.Select((type, index) => $"{type.Namespace}.Codec{index}")],
            Makers = [.. _source.Values.Select((value, index) => $"{_source.Types[value.Type].Namespace}.Maker{index}")],
            FormatterNames = [.. _formatters.Select(formatter => formatter.Name)],
            Schemas = [.. _shapes.Select(shape => shape is null ? null : Describe(shape))],
        };
    }

    /// <summary>A compilation of the declarations and one interface for each type, in which everything binds.</summary>
    private CSharpCompilation BindTypes()
    {
        for (int round = 0; ; round++)
        {
            CSharpCompilation compilation = CompilerSetup.Create("Payloads", [.. Declarations(), .. Probes()]);
            ILookup<string, string> errors = CompilerSetup.Errors(compilation.GetDiagnostics());
            if (errors.Count == 0)
            {
                return compilation;
            }

            if (round == MaxRounds || (Mark(errors, "Declaration", _declarationErrors) | Mark(errors, "Probe", _typeErrors)) == 0)
            {
                throw new InvalidOperationException(errors.First().First());
            }
        }
    }

    private void ParseShapes(CSharpCompilation compilation)
    {
        var parser = new TypeShapeParser(compilation, CancellationToken.None);
        for (int i = 0; i < _shapes.Length; i++)
        {
            if (_typeErrors[i] is not null)
            {
                continue;
            }

            INamedTypeSymbol probe = compilation.GetTypeByMetadataName($"{_source.Types[i].Namespace}.IProbe{i}")!;
            _shapes[i] = parser.Parse(((IMethodSymbol)probe.GetMembers("Take")[0]).Parameters[0].Type);
            _refusals[i] = parser.Problems.Count > 0 ? Text(parser.Problems[0]) : _shapes[i] is null ? "does not compile" : null;
        }

        _formatters = parser.Formatters;
    }

    private byte[]? TryEmit()
    {
        CSharpCompilation compilation = CompilerSetup.Create("Payloads", [.. Declarations(), .. Formatters(), .. Codecs(), .. Makers()]);
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        if (result.Success)
        {
            return image.ToArray();
        }

        ILookup<string, string> errors = CompilerSetup.Errors(result.Diagnostics);
        int marked = Mark(errors, "Codec", _typeErrors) | Mark(errors, "Maker", _valueErrors) | MarkFormatters(errors);
        return marked == 0 ? throw new InvalidOperationException(errors.First().First()) : null;
    }

    private static int Mark(ILookup<string, string> errors, string file, string?[] marks)
    {
        int marked = 0;
        for (int i = 0; i < marks.Length; i++)
        {
            if (errors[$"{file}{i}"].FirstOrDefault() is { } error)
            {
                marks[i] = error;
                marked++;
            }
        }

        return marked;
    }

    /// <summary>A formatter that does not compile is a bug of the emitter; it costs the types that lead to it.</summary>
    private int MarkFormatters(ILookup<string, string> errors)
    {
        var byName = _formatters.ToDictionary(formatter => formatter.FullName);
        var broken = new Dictionary<string, string>();
        foreach (FormatterShape formatter in _formatters)
        {
            if (errors[formatter.HintName].FirstOrDefault() is { } error)
            {
                broken[formatter.FullName] = $"emitted code does not compile: {error}";
            }
        }

        if (broken.Count == 0)
        {
            return 0;
        }

        for (int i = 0; i < _shapes.Length; i++)
        {
            if (_typeErrors[i] is null && _shapes[i] is { } shape && FindBroken(shape.Formatters, byName, broken, []) is { } error)
            {
                _typeErrors[i] = error;
            }
        }

        _formatters = _formatters.Where(formatter => FindBroken([formatter.FullName], byName, broken, []) is null).ToEquatableArray();
        return broken.Count;
    }

    private static string? FindBroken(
        IEnumerable<string> names, Dictionary<string, FormatterShape> byName, Dictionary<string, string> broken, HashSet<string> seen)
    {
        foreach (string name in names)
        {
            if (!seen.Add(name))
            {
                continue;
            }

            if (broken.TryGetValue(name, out string? error)
                || (byName.TryGetValue(name, out FormatterShape? formatter)
                    && (error = FindBroken(formatter.Formatters, byName, broken, seen)) is not null))
            {
                return error;
            }
        }

        return null;
    }

    private string Describe(TypeShape shape)
        => $"{SchemaWriter.Name(shape)}\n{SchemaWriter.DescribeLayouts(new EquatableArray<TypeShape>([shape]), _formatters)}".TrimEnd();

    private static string Text(ShapeProblem problem) => $"{problem.Id} '{problem.Path}' is '{problem.TypeName}', {problem.Reason}";

    private IEnumerable<SyntaxTree> Declarations()
    {
        yield return CompilerSetup.Parse(
            string.Concat(Namespaces.Select(name => $"global using {name};\n")) + _source.AssemblyAttributes, "Usings");
        yield return CompilerSetup.Parse(Helpers, "Helpers");
        for (int i = 0; i < _declarationErrors.Length; i++)
        {
            PayloadSource.Declaration declaration = _source.Declarations[i];
            if (_declarationErrors[i] is null)
            {
                yield return CompilerSetup.Parse(
                    $"#nullable enable\nnamespace {declaration.Namespace}\n{{\n{declaration.Usings}\n{declaration.Text}\n}}",
                    $"Declaration{i}");
            }
        }
    }

    private IEnumerable<SyntaxTree> Probes()
        => Sound(_typeErrors)
            .Select(i => InNamespace(i, $"internal interface IProbe{i}\n{{\nvoid Take({_source.Types[i].Text} value);\n}}", $"Probe{i}"));

    private IEnumerable<SyntaxTree> Formatters()
        => _formatters.Select(formatter => CompilerSetup.Parse(PayloadEmitter.EmitFormatter(formatter), formatter.HintName));

    private IEnumerable<SyntaxTree> Codecs()
        => Sound(_typeErrors)
            .Where(i => _shapes[i] is not null)
            .Select(i => InNamespace(i, Codec(_source.Types[i].Text, i, _shapes[i]!), $"Codec{i}"));

    private IEnumerable<SyntaxTree> Makers()
    {
        foreach (int i in Sound(_valueErrors))
        {
            PayloadSource.PayloadValue value = _source.Values[i];
            if (_shapes[value.Type] is not null && _typeErrors[value.Type] is null)
            {
                yield return InNamespace(value.Type, Maker(_source.Types[value.Type].Text, i, value.Expression), $"Maker{i}");
            }
        }
    }

    private static IEnumerable<int> Sound(string?[] errors) => Enumerable.Range(0, errors.Length).Where(i => errors[i] is null);

    private SyntaxTree InNamespace(int type, string text, string path)
    {
        PayloadSource.PayloadType context = _source.Types[type];
        return CompilerSetup.Parse($"#nullable disable\nnamespace {context.Namespace}\n{{\n{context.Usings}\n{text}\n}}", path);
    }

    private static string Codec(string type, int index, TypeShape shape)
    {
        var source = new SourceWriter();
        source.OpenBlock($"public static class Codec{index}");
        source.OpenBlock("public static void Write(ref OutProc.Serialization.PayloadWriter writer, object value)");
        PayloadEmitter.WriteStatements(source, shape, $"({type})value");
        source.CloseBlock();
        source.OpenBlock("public static object Read(ref OutProc.Serialization.PayloadReader reader)");
        PayloadEmitter.ReadStatements(source, shape, $"{type} value");
        source.WriteLine("return value;");
        source.CloseBlock();
        source.CloseBlock();
        return source.ToString();
    }

    private static string Maker(string type, int index, string expression)
    {
        // A comment at the end of the expression must not hide what follows.
        string body = expression.StartsWith("(ref ", StringComparison.Ordinal)
            ? $"{type} value = default; Init<{type}> init = {expression}\n; init(ref value); return value;"
            : expression.StartsWith("() =>", StringComparison.Ordinal)
                ? $"Func<{type}> make = {expression}\n; return make();"
                : $"{type} value = {expression}\n; return value;";
        return $"public static class Maker{index} {{ public static object Make() {{ {body} }} }}";
    }
}
