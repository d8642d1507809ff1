using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Tests.Payloads;

namespace OutProc.Generators.Tests.Vectors;

/// <summary>The vectors, with everything they declare compiled once for all tests.</summary>
internal sealed class VectorFile
{
    /// <summary>What the vectors' expressions use beside their own declarations.</summary>
    private const string Helpers =
        """
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

    private static readonly Lazy<VectorFile> s_instance = new(() => new VectorFile());

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    private readonly Dictionary<string, int> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<Vector, int> _values = new(ReferenceEqualityComparer.Instance);

    private VectorFile()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Vectors", "memorypack-vectors.json");
        Vectors = JsonSerializer.Deserialize<List<Vector>>(File.ReadAllText(path), s_json)!
            .Where(vector => vector.Kind is "golden" or "malformed")
            .ToList();

        var declarations = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Vector vector in Vectors)
        {
            _types.TryAdd(vector.CsharpType, _types.Count);
            foreach (MemberDeclarationSyntax member in CSharpSyntaxTree.ParseText(vector.TypeDeclaration ?? "").GetCompilationUnitRoot().Members)
            {
                string name = member is TypeDeclarationSyntax type
                    ? $"{type.Identifier}`{type.TypeParameterList?.Parameters.Count}"
                    : ((BaseTypeDeclarationSyntax)member).Identifier.Text;
                declarations[name] = member.ToFullString();
            }
        }

        List<Vector> golden = Vectors.Where(vector => vector.Kind == "golden").ToList();
        for (int i = 0; i < golden.Count; i++)
        {
            _values.Add(golden[i], i);
        }

        Assembly = PayloadCompiler.Compile(
            string.Join("\n", declarations.Values.Append(Helpers)),
            _types.Keys.ToList(),
            golden.Select(vector => (_types[vector.CsharpType], vector.ValueDescription)).ToList());
    }

    public static VectorFile Instance => s_instance.Value;

    public PayloadAssembly Assembly { get; }

    public List<Vector> Vectors { get; }

    public int TypeOf(Vector vector) => _types[vector.CsharpType];

    /// <summary>Why the type of a vector cannot cross yet, or <c>null</c>.</summary>
    public string? ReasonAgainst(Vector vector) => Assembly.Problems[TypeOf(vector)];

    public object? Make(Vector vector) => Assembly.Make(_values[vector]);
}
