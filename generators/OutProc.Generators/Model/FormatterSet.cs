using System.Collections.Immutable;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Model;

/// <summary>The formatters of an assembly.</summary>
internal static class FormatterSet
{
    /// <summary>The formatters of all <paramref name="workers"/>, each once, in ordinal order of their keys.</summary>
    public static EquatableArray<FormatterShape> Union(ImmutableArray<ImplementationModel> workers)
    {
        var formatters = new SortedDictionary<string, FormatterShape>(StringComparer.Ordinal);
        foreach (ImplementationModel worker in workers)
        {
            foreach (FormatterShape formatter in worker.Formatters)
            {
                formatters[formatter.Key] = formatter;
            }
        }

        return formatters.Values.ToEquatableArray();
    }
}
