using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints the class that callers hold: each method packs its arguments and hands them to the invoker.</summary>
internal static class ProxyEmitter
{
    private const string RemoteInvoker = "global::OutProc.CompilerServices.RemoteInvoker";

    public static void Write(SourceWriter source, ImplementationModel worker)
    {
        source.WriteLine(GeneratedCode.Attributes);
        source.OpenBlock(
            $"file sealed class {worker.WorkerName}Proxy({RemoteInvoker} invoker) : {worker.ContractFullName}");
        source.WriteLine($"private readonly {RemoteInvoker} _call = invoker;");
        foreach (MethodModel method in worker.Methods)
        {
            source.WriteLine();
            WriteMethod(source, worker, method);
        }

        source.CloseBlock();
    }

    /// <summary>Explicit implementations: no contract method can collide with a member of the proxy.</summary>
    private static void WriteMethod(SourceWriter source, ImplementationModel worker, MethodModel method)
    {
        SignatureModel signature = method.Signature;
        string[] parameters =
        [
            .. signature.Parameters.Select((parameter, i) => $"{parameter.Type} {method.Arguments[i].Local}"),
            $"global::System.Threading.CancellationToken {signature.TokenName}",
        ];
        string types = method.Result is null
            ? ""
            : $"<{PayloadNames.Arguments(method)}, {method.Result.FullyQualifiedName}, {PayloadNames.Result(method)}>";
        string arguments = $"new {PayloadNames.Arguments(method)}({string.Join(", ", method.Arguments.Select(argument => argument.Local))})";
        source.WriteLine($"""
            {signature.ReturnType} {worker.ContractFullName}.{signature.Name}({string.Join(", ", parameters)})
                => _call.InvokeAsync{types}(Methods.{method.Identifier}, {arguments}, {signature.TokenName});
            """);
    }
}
