using System.Globalization;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints the class that calls the user's instance in the worker.</summary>
internal static class DispatcherEmitter
{
    private const string ValueTask = "global::System.Threading.Tasks.ValueTask";
    private const string CompilerServices = "global::OutProc.CompilerServices";
    private const string IncomingCall = CompilerServices + ".IncomingCall";

    public static void Write(SourceWriter source, ImplementationModel worker)
    {
        source.WriteLine(GeneratedCode.Attributes);
        source.OpenBlock(
            $"file sealed class {worker.Stem}Dispatcher({worker.InstanceType} instance) : {CompilerServices}.IWorkerDispatcher");
        source.WriteLine($$"""
            private readonly {{worker.InstanceType}} _instance = instance;

            public object Instance => _instance;

            public {{ValueTask}} DispatchAsync(int method, {{IncomingCall}} call) => method switch
            {
            """);
        source.Indentation++;
        for (int i = 0; i < worker.Methods.Count; i++)
        {
            source.WriteLine($"{i.ToString(CultureInfo.InvariantCulture)} => {HandlerOf(worker.Methods[i])}(call),");
        }

        source.WriteLine("_ => throw new global::System.ArgumentOutOfRangeException(nameof(method)),");
        source.CloseBlock(";");
        foreach (MethodModel method in worker.Methods)
        {
            source.WriteLine();
            WriteHandler(source, method);
        }

        source.CloseBlock();
    }

    private static string HandlerOf(MethodModel method) => Identifiers.Escape(method.Identifier + (method.IsAsync ? "Async" : ""));

    private static void WriteHandler(SourceWriter source, MethodModel method)
    {
        if (method.IsObsolete)
        {
            // Only an obsolete member may call a method whose use is an error.
            source.WriteLine("[global::System.Obsolete]");
        }

        source.OpenBlock($"private {(method.IsAsync ? "async " : "")}{ValueTask} {HandlerOf(method)}({IncomingCall} call)");
        string arguments = PayloadNames.Arguments(method);
        source.WriteLine(method.Arguments.IsEmpty
            ? $"call.ReadArguments<{arguments}>();"
            : $"{arguments} args = call.ReadArguments<{arguments}>();");
        if (method.Result is null)
        {
            source.WriteLine(CallOf(method) + ";");
        }
        else
        {
            source.WriteLine($"{method.Result.FullyQualifiedName} result = {CallOf(method)};");
            source.WriteLine($"call.Return(new {PayloadNames.Result(method)}(result));");
        }

        if (!method.IsAsync)
        {
            source.WriteLine("return default;");
        }

        source.CloseBlock();
    }

    private static string CallOf(MethodModel method)
    {
        string receiver = method.Receiver is null ? "_instance" : $"(({method.Receiver})_instance)";
        List<string> arguments = method.Arguments.Select(argument => "args." + argument.Field).ToList();
        if (method.TakesToken)
        {
            arguments.Add("call.CancellationToken");
        }

        string call = $"{receiver}.{method.MethodName}({string.Join(", ", arguments)})";
        return method.IsAsync ? $"await {call}{(method.MayReturnNullTask ? "!" : "")}.ConfigureAwait(false)" : call;
    }
}
