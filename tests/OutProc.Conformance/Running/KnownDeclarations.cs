using Microsoft.CodeAnalysis.CSharp;
using OutProc.Conformance.Payloads;

namespace OutProc.Conformance.Running;

/// <summary>
/// The types declared anywhere in the file. An entry may use one without declaring it, if it means the same wherever it is declared and the
/// framework has none of that name.
/// </summary>
internal sealed class KnownDeclarations
{
    private readonly Dictionary<string, string?> _texts = [];

    public void Add(string key, string text)
        => _texts[key] = !_texts.TryGetValue(key, out string? known) || known == text ? text : null;

    /// <summary>Forgets the types whose names the framework has, too.</summary>
    public void Complete()
    {
        CSharpCompilation framework = CompilerSetup.Create("Framework", []);
        foreach (string key in _texts.Keys.ToArray())
        {
            string name = key.EndsWith("`0", StringComparison.Ordinal) ? key[..^2] : key;
            if (PayloadCompiler.Namespaces.Any(space => framework.GetTypeByMetadataName($"{space}.{name}") is not null))
            {
                _texts.Remove(key);
            }
        }
    }

    /// <summary>The declarations that <paramref name="name"/> stands for.</summary>
    public IEnumerable<(string Key, string Text)> Find(string name) => Enumerable.Range(0, 4)
        .Select(arity => $"{name}`{arity}")
        .Where(key => _texts.GetValueOrDefault(key) is not null)
        .Select(key => (key, _texts[key]!));
}
