using System.Globalization;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>The formatters of an assembly.</summary>
internal static class FormatterSet
{
    /// <summary>
    /// The formatters that workers, contracts and published data types need, each once, in ordinal order of their keys; without those of
    /// other assemblies.
    /// </summary>
    public static EquatableArray<EmittedFormatter> Union(IEnumerable<EquatableArray<FormatterShape>> needed)
    {
        var shapes = new SortedDictionary<string, FormatterShape>(StringComparer.Ordinal);
        foreach (EquatableArray<FormatterShape> formatters in needed)
        {
            foreach (FormatterShape formatter in formatters)
            {
                shapes[formatter.Key] = formatter;
            }
        }

        // The compiler wants names of files that differ in more than case; names of types need not.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var emitted = new List<EmittedFormatter>(shapes.Count);
        foreach (FormatterShape shape in shapes.Values)
        {
            if (shape is ExternalShape)
            {
                continue;
            }

            string name = shape.HintName;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = shape.HintName.Replace(".g.cs", $".{number.ToString(CultureInfo.InvariantCulture)}.g.cs");
            }

            emitted.Add(new EmittedFormatter(name, shape, shape.Publication == Publication.None ? [] : UsesOf(shape, shapes)));
        }

        return emitted.ToEquatableArray();
    }

    /// <summary>The nearest types that have a layout of their own, through collections and tuples, which have none.</summary>
    private static EquatableArray<string> UsesOf(FormatterShape shape, SortedDictionary<string, FormatterShape> shapes)
    {
        var uses = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<string>(shape.SchemaFormatters);
        while (waiting.Count > 0)
        {
            string name = waiting.Pop();
            if (!seen.Add(name) || !shapes.TryGetValue(name, out FormatterShape? used))
            {
                continue;
            }

            if (used.Definition is not null)
            {
                uses.Add(used.TypeName);
                continue;
            }

            foreach (string next in used.SchemaFormatters)
            {
                waiting.Push(next);
            }
        }

        uses.Remove(shape.TypeName);
        return uses.ToEquatableArray();
    }
}
