using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>The schema of a method: host and worker understand each other's calls when it is the same text on both sides.</summary>
internal static class MethodSchema
{
    /// <summary>
    /// The types of arguments and result, then the layouts of all object types among them. Names of the method and its parameters are not
    /// part of it: renaming them changes no byte on the wire.
    /// </summary>
    public static string Of(MethodModel method, EquatableArray<FormatterShape> formatters)
    {
        List<TypeShape> shapes = method.Arguments.Select(argument => argument.Shape).ToList();
        string arguments = string.Join(", ", shapes.Select(SchemaWriter.Name));
        string result = method.Result is null ? "void" : SchemaWriter.Name(method.Result);
        if (method.Result is not null)
        {
            shapes.Add(method.Result);
        }

        string layouts = SchemaWriter.DescribeLayouts(shapes, formatters);
        return $"({arguments}) -> {result}{(layouts.Length == 0 ? "" : "\n")}{layouts}";
    }
}
