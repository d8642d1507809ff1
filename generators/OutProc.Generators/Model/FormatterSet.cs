using System.Collections.Immutable;
using System.Globalization;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>The formatters of an assembly.</summary>
internal static class FormatterSet
{
    /// <summary>The formatters of all <paramref name="workers"/>, each once, in ordinal order of their keys.</summary>
    public static EquatableArray<EmittedFormatter> Union(ImmutableArray<ImplementationModel> workers)
    {
        var shapes = new SortedDictionary<string, FormatterShape>(StringComparer.Ordinal);
        foreach (ImplementationModel worker in workers)
        {
            foreach (FormatterShape formatter in worker.Formatters)
            {
                shapes[formatter.Key] = formatter;
            }
        }

        // The compiler wants names of files that differ in more than case; names of types need not.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var formatters = new List<EmittedFormatter>(shapes.Count);
        foreach (FormatterShape shape in shapes.Values)
        {
            string name = shape.HintName;
            for (int number = 2; !taken.Add(name); number++)
            {
                name = shape.HintName.Replace(".g.cs", $".{number.ToString(CultureInfo.InvariantCulture)}.g.cs");
            }

            formatters.Add(new EmittedFormatter(name, shape));
        }

        return formatters.ToEquatableArray();
    }
}
