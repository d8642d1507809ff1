using System.Text;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Describes the wire layout of types as text: what must be equal on both sides for values to be understood.</summary>
internal static class SchemaWriter
{
    /// <summary>The type as it stands in a signature.</summary>
    public static string Name(TypeShape shape) => shape.Schema;

    /// <summary>
    /// The layouts of all object types reachable from <paramref name="shapes"/>, one line each, in ordinal order; empty without any.
    /// </summary>
    public static string DescribeLayouts(IEnumerable<TypeShape> shapes, IEnumerable<FormatterShape> formatters)
    {
        var known = new Dictionary<string, FormatterShape>(StringComparer.Ordinal);
        foreach (FormatterShape formatter in formatters)
        {
            known[formatter.FullName] = formatter;
        }

        var waiting = new Stack<string>();
        foreach (TypeShape shape in shapes)
        {
            PushAll(waiting, shape.Formatters);
        }

        var layouts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.Count > 0)
        {
            string name = waiting.Pop();
            if (!seen.Add(name) || !known.TryGetValue(name, out FormatterShape? formatter))
            {
                continue;
            }

            PushAll(waiting, formatter.SchemaFormatters);
            if (formatter.Definition is { } definition)
            {
                layouts[formatter.Schema] = definition;
            }
        }

        var text = new StringBuilder();
        foreach (KeyValuePair<string, string> layout in layouts)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(layout.Key).Append(' ').Append(layout.Value);
        }

        return text.ToString();
    }

    private static void PushAll(Stack<string> stack, IEnumerable<string> items)
    {
        foreach (string item in items)
        {
            stack.Push(item);
        }
    }
}
