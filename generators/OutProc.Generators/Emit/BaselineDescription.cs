using System.Globalization;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>What a contract baseline says of a method, and how two of those differ.</summary>
internal static class BaselineDescription
{
    private const string Separator = " | ";

    /// <summary>The id, the signature and the layouts of all types in it, on one line.</summary>
    public static string Of(MethodModel method, EquatableArray<FormatterShape> formatters)
        => $"{method.Id.ToString("x8", CultureInfo.InvariantCulture)} {MethodSchema.Of(method, formatters).Replace("\n", Separator)}";

    /// <summary>
    /// The difference in words; <c>null</c> when there is none that the wire knows: parameters and members can be renamed.
    /// </summary>
    public static string? Compare(string known, string current)
    {
        if (MethodSchema.HashOf(known) == MethodSchema.HashOf(current))
        {
            return null;
        }

        var before = new List<string>(PartsOf(known));
        var after = new List<string>(PartsOf(current));
        before.RemoveAll(part => after.Remove(part));
        return before.Count == 0 ? $"'{string.Join("', '", after)}' is new"
            : after.Count == 0 ? $"'{string.Join("', '", before)}' is gone"
            : $"'{string.Join("', '", before)}' became '{string.Join("', '", after)}'";
    }

    private static IEnumerable<string> PartsOf(string description)
    {
        int end = description.IndexOf(' ');
        yield return end < 0 ? description : description.Substring(0, end);
        foreach (string part in description.Substring(end + 1).Split(new[] { Separator }, StringSplitOptions.None))
        {
            yield return part;
        }
    }
}
