using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>The names of the structs that carry a method's arguments and result.</summary>
internal static class PayloadNames
{
    public static string Arguments(MethodModel method)
        => method.Arguments.IsEmpty ? "global::OutProc.CompilerServices.VoidPayload" : method.Identifier + "Args";

    public static string Result(MethodModel method) => method.Identifier + "Result";
}
