using Microsoft.CodeAnalysis.CSharp;
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
            $"file sealed class {worker.Stem}Proxy({RemoteInvoker} invoker) : {worker.ContractFullName}");
        source.WriteLine($"private readonly {RemoteInvoker} _call = invoker;");
        foreach (MethodModel method in worker.Methods)
        {
            source.WriteLine();
            WriteMethod(source, worker, method);
        }

        foreach (LocalMember member in worker.LocalMembers)
        {
            source.WriteLine();
            WriteLocal(source, member);
        }

        source.CloseBlock();
    }

    /// <summary>Explicit implementations: no contract method can collide with a member of the proxy.</summary>
    private static void WriteMethod(SourceWriter source, ImplementationModel worker, MethodModel method)
    {
        SignatureModel signature = method.Signature;
        List<string> parameters = signature.Parameters.Select((parameter, i) => $"{parameter.Type} {method.Arguments[i].Local}").ToList();
        if (signature.TokenName is not null)
        {
            parameters.Add($"global::System.Threading.CancellationToken {signature.TokenName}");
        }

        string types = method.Result is null
            ? ""
            : $"<{PayloadNames.Arguments(method)}, {method.Result.FullyQualifiedName}, {PayloadNames.Result(method)}>";
        string arguments = $"new {PayloadNames.Arguments(method)}({string.Join(", ", method.Arguments.Select(argument => argument.Local))})";
        source.WriteLine($"""
            {signature.ReturnType} {signature.DeclaringType ?? worker.ContractFullName}.{signature.Name}({string.Join(", ", parameters)})
                => _call.InvokeAsync{types}(Methods.{method.Identifier}, {arguments}, {signature.TokenName ?? "default"}){(signature.ReturnsTask ? ".AsTask()" : "")};
            """);
    }

    private static void WriteLocal(SourceWriter source, LocalMember member)
    {
        // Disposing a proxy does nothing: it is shared, and its pool belongs to the container.
        string body = member.Message is null
            ? member.Declaration.StartsWith("void ", StringComparison.Ordinal) ? "{ }" : "=> default;"
            : $"=> throw new global::System.NotSupportedException({SymbolDisplay.FormatLiteral(member.Message, quote: true)});";
        if (member.Accessors.Length == 0)
        {
            source.WriteLine(body[0] == '{' ? $"{member.Declaration} {body}" : $"{member.Declaration}\n    {body}");
            return;
        }

        source.OpenBlock(member.Declaration);
        foreach (string accessor in member.Accessors.Split(' '))
        {
            source.WriteLine($"{accessor} {body}");
        }

        source.CloseBlock();
    }
}
