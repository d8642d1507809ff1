using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Conformance.Payloads;
using OutProc.Conformance.Vectors;

namespace OutProc.Conformance.Running;

/// <summary>
/// Packs the declarations of all entries into few compilations: entries that mean the same by the same names share a namespace.
/// </summary>
internal sealed class Plan
{
    private readonly Dictionary<string, (Unit Unit, List<Space> Spaces)> _units = [];
    private readonly KnownDeclarations _known = new();

    public Plan(IEnumerable<Vector> vectors)
    {
        List<(Vector Vector, EntryDeclarations? Declarations)> all =
            [.. vectors.Select(vector => (vector, HasCodec(vector) ? new EntryDeclarations(vector) : null))];
        foreach ((string key, string text) in all.SelectMany(pair => pair.Declarations?.Texts ?? []))
        {
            _known.Add(key, text);
        }

        _known.Complete();
        Entries = [.. all.Select(pair => Add(pair.Vector, pair.Declarations))];
    }

    public IReadOnlyList<Entry> Entries { get; }

    public IEnumerable<Unit> Units => _units.Values.Select(pair => pair.Unit);

    private static bool HasCodec(Vector vector)
        => !vector.IsVerdict && vector.Kind is "golden" or "accept" or "reject" or "cross" or "malformed" or "unsupported"
            && vector.CsharpType is { } type && !VarInts.IsReader(type);

    private Entry Add(Vector vector, EntryDeclarations? declarations)
    {
        var entry = new Entry(vector);
        if (declarations is null)
        {
            return entry;
        }

        declarations.Complete(_known);
        if (!_units.TryGetValue(declarations.AssemblyAttributes, out (Unit Unit, List<Space> Spaces) unit))
        {
            _units[declarations.AssemblyAttributes] = unit = (new Unit(declarations.AssemblyAttributes), []);
        }

        Space? space = unit.Spaces.Find(candidate => candidate.Fits(declarations));
        if (space is null)
        {
            unit.Spaces.Add(space = new Space(unit.Unit.Source, unit.Spaces.Count == 0 ? "Vec" : $"Vec{unit.Spaces.Count}"));
        }

        entry.Unit = unit.Unit;
        entry.Declarations.AddRange(space.Add(declarations));
        entry.Type = space.TypeOf(vector.CsharpType!, declarations.Usings);
        if (vector.WriteType is { Length: > 0 } writeType)
        {
            entry.WriteType = space.TypeOf(writeType, declarations.Usings);
        }

        if (vector.ValueDescription is { Length: > 0 } value && vector.Kind is "golden" or "cross" or "unsupported")
        {
            entry.Value = unit.Unit.Source.Values.Count;
            unit.Unit.Source.Values.Add(new PayloadSource.PayloadValue(entry.WriteType ?? entry.Type.Value, value));
        }

        return entry;
    }

    /// <summary>What one entry declares, and the names it uses.</summary>
    private sealed class EntryDeclarations
    {
        public EntryDeclarations(Vector vector)
        {
            var root = (CompilationUnitSyntax)CompilerSetup.Parse(vector.TypeDeclaration ?? "", "").GetRoot();
            AssemblyAttributes = string.Concat(root.AttributeLists.Select(list => list.ToFullString()));
            IEnumerable<UsingDirectiveSyntax> usings = root.Usings;
            IEnumerable<MemberDeclarationSyntax> members = root.Members;
            if (root.Members is [FileScopedNamespaceDeclarationSyntax file])
            {
                usings = usings.Concat(file.Usings);
                members = file.Members;
            }

            Usings = string.Concat(usings.Select(directive => directive.WithGlobalKeyword(default).ToFullString().Trim() + "\n"));
            foreach (MemberDeclarationSyntax member in members)
            {
                string name = NameOf(member);
                Texts[name] = (Texts.TryGetValue(name, out string? text) ? text : "") + member.ToFullString() + "\n";
            }

            if (root.EndOfFileToken.LeadingTrivia.Any(trivia => trivia.IsKind(SyntaxKind.SkippedTokensTrivia)))
            {
                Texts["#"] = vector.TypeDeclaration!;
            }

            string?[] texts = [vector.TypeDeclaration, vector.CsharpType, vector.WriteType, vector.ValueDescription];
            foreach (string text in texts.OfType<string>())
            {
                Names.UnionWith(IdentifiersIn(text));
            }
        }

        public string AssemblyAttributes { get; }

        public string Usings { get; }

        /// <summary>The text of each declared type, all parts of it, by name and number of type parameters.</summary>
        public Dictionary<string, string> Texts { get; } = [];

        public HashSet<string> Names { get; } = [];

        public static string Simple(string name) => name.Split('`')[0];

        /// <summary>Adds the types that the entry uses and does not declare.</summary>
        public void Complete(KnownDeclarations known)
        {
            var open = new Queue<string>(Names);
            while (open.TryDequeue(out string? name))
            {
                foreach ((string key, string text) in Texts.Keys.Any(key => Simple(key) == name) ? [] : known.Find(name))
                {
                    Texts[key] = text;
                    foreach (string used in IdentifiersIn(text).Where(Names.Add))
                    {
                        open.Enqueue(used);
                    }
                }
            }
        }

        private static IEnumerable<string> IdentifiersIn(string text)
            => SyntaxFactory.ParseTokens(text).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText);

        private static string NameOf(MemberDeclarationSyntax member) => member switch
        {
            TypeDeclarationSyntax type => $"{type.Identifier.ValueText}`{type.TypeParameterList?.Parameters.Count ?? 0}",
            BaseTypeDeclarationSyntax type => $"{type.Identifier.ValueText}`0",
            DelegateDeclarationSyntax type => $"{type.Identifier.ValueText}`{type.TypeParameterList?.Parameters.Count ?? 0}",
            _ => member.ToFullString(),
        };
    }

    /// <summary>A namespace in which every name means one thing.</summary>
    private sealed class Space(PayloadSource source, string name)
    {
        private readonly Dictionary<string, (string Text, string Usings, int Index)> _declared = [];
        private readonly HashSet<string> _declaredNames = [];
        private readonly HashSet<string> _undeclaredNames = [];
        private readonly Dictionary<(string Type, string Usings), int> _types = [];

        public bool Fits(EntryDeclarations entry)
        {
            HashSet<string> own = [.. entry.Texts.Keys.Select(EntryDeclarations.Simple)];
            return entry.Texts.All(pair => !_declared.TryGetValue(pair.Key, out (string Text, string Usings, int Index) known)
                    || (known.Text == pair.Value && known.Usings == entry.Usings))
                && !own.Overlaps(_undeclaredNames)
                && entry.Names.All(used => own.Contains(used) || !_declaredNames.Contains(used));
        }

        public List<int> Add(EntryDeclarations entry)
        {
            var indices = new List<int>();
            foreach ((string key, string text) in entry.Texts)
            {
                if (!_declared.TryGetValue(key, out (string Text, string Usings, int Index) known))
                {
                    known = (text, entry.Usings, source.Declarations.Count);
                    _declared.Add(key, known);
                    _declaredNames.Add(EntryDeclarations.Simple(key));
                    source.Declarations.Add(new PayloadSource.Declaration(name, entry.Usings, text));
                }

                indices.Add(known.Index);
            }

            _undeclaredNames.UnionWith(entry.Names.Where(used => !entry.Texts.Keys.Any(key => EntryDeclarations.Simple(key) == used)));
            return indices;
        }

        public int TypeOf(string type, string usings)
        {
            if (!_types.TryGetValue((type, usings), out int index))
            {
                _types[(type, usings)] = index = source.Types.Count;
                source.Types.Add(new PayloadSource.PayloadType(name, usings, type));
            }

            return index;
        }
    }
}
