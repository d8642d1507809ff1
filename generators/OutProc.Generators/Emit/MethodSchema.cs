using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>The schema of a method: types and names of what it sends, as text for people and as a hash for the handshake.</summary>
internal static class MethodSchema
{
    /// <summary>The parameters and the result, then the layouts of all object types among them. A name stands before its type.</summary>
    public static string Of(MethodModel method, EquatableArray<FormatterShape> formatters)
    {
        List<TypeShape> shapes = method.Arguments.Select(argument => argument.Shape).ToList();
        string arguments = string.Join(", ", method.Arguments.Select(argument => $"{argument.Name}: {SchemaWriter.Name(argument.Shape)}"));
        string result = method.Result is null ? "void" : SchemaWriter.Name(method.Result);
        if (method.Result is not null)
        {
            shapes.Add(method.Result);
        }

        string layouts = SchemaWriter.DescribeLayouts(shapes, formatters);
        return $"({arguments}) -> {result}{(layouts.Length == 0 ? "" : "\n")}{layouts}";
    }

    /// <summary>
    /// The hash of what the wire depends on. Renaming a method, a parameter or a member changes no byte there; the name of the method is not
    /// in the text, those of parameters and members are left out.
    /// </summary>
    public static ulong HashOf(string schema) => StableHash.Fnv1a64(WithoutNames(schema));

    /// <summary>The text without the names that stand before their types. The numbers of union cases stay: they are on the wire.</summary>
    private static string WithoutNames(string schema)
    {
        const string Separator = ": ";
        var text = new StringBuilder(schema.Length);
        int start = 0;
        int colon;
        while ((colon = schema.IndexOf(Separator, start, StringComparison.Ordinal)) >= 0)
        {
            int name = colon;
            while (name > start && SyntaxFacts.IsIdentifierPartCharacter(schema[name - 1]))
            {
                name--;
            }

            bool isName = name < colon && SyntaxFacts.IsIdentifierStartCharacter(schema[name]);
            int end = colon + Separator.Length;
            text.Append(schema, start, (isName ? name : end) - start);
            start = end;
        }

        return text.Append(schema, start, schema.Length - start).ToString();
    }
}
