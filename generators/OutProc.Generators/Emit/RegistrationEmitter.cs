using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints how a worker process finds and creates the user's class.</summary>
internal static class RegistrationEmitter
{
    public static void Write(SourceWriter source, ImplementationModel worker)
    {
        ActivationModel activation = worker.Activation!;
        string instance = activation.IsKnown
            ? $"new {worker.WorkerType}({ArgumentsOf(activation)})"
            : $"activation.CreateInstance<{worker.WorkerType}>()";
        bool isUnused = activation.IsKnown && activation.Arguments.All(argument => argument.Kind == InjectionKind.Default);
        string parameter = isUnused ? "_" : "activation";
        source.WriteLine(GeneratedCode.Attributes);
        source.WriteLine($$"""
            file sealed class {{worker.Stem}}Registration : global::OutProc.CompilerServices.IWorkerRegistration
            {
                public static global::OutProc.CompilerServices.WorkerImplementation Implementation { get; } = new(
                    {{worker.Stem}}Remote.Descriptor,
                    global::OutProc.Contracts.WorkerConcurrency.{{worker.Concurrency}},
                    needsContainer: {{(activation.NeedsContainer ? "true" : "false")}},
                    static {{parameter}} => new {{worker.Stem}}Dispatcher({{instance}}));
            }
            """);
    }

    /// <summary>One argument on the same line, more on a line each.</summary>
    private static string ArgumentsOf(ActivationModel activation)
    {
        const string Line = "\n            ";
        string separator = activation.Arguments.Count > 1 ? Line : "";
        return separator + string.Join("," + Line, activation.Arguments.Select(ArgumentOf));
    }

    private static string ArgumentOf(InjectionModel argument) => argument.Kind switch
    {
        InjectionKind.Logger => $"activation.GetLogger<{argument.Type}>()",
        InjectionKind.Context => "activation.Context",
        InjectionKind.Required => $"activation.GetRequiredService<{argument.Type}>()",
        InjectionKind.Optional => $"activation.GetService<{argument.Type}>(){Fallback(argument)}",
        InjectionKind.RequiredKeyed => $"activation.GetRequiredKeyedService<{argument.Type}>({argument.Key})",
        InjectionKind.OptionalKeyed => $"activation.GetKeyedService<{argument.Type}>({argument.Key}){Fallback(argument)}",
        InjectionKind.RequiredShared => $"activation.GetRequiredShared<{argument.Type}>({argument.Key})",
        InjectionKind.OptionalShared => $"activation.GetShared<{argument.Type}>({argument.Key}){Fallback(argument)}",
        _ => argument.DefaultValue!,
    };

    private static string Fallback(InjectionModel argument) => argument.DefaultValue == "null" ? "" : $" ?? {argument.DefaultValue}";
}
