using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints everything behind a sound contract, as one file whose types nobody else can name.</summary>
internal static class RemoteEmitter
{
    private const string Contracts = "global::OutProc.Contracts";

    /// <summary>The file of one worker.</summary>
    public static string Emit(ImplementationModel worker)
    {
        SourceWriter source = EmittedFile.Begin(worker.SuppressedIds);
        source.WriteLine(
            "[assembly: global::OutProc.CompilerServices.WorkerRegistration<"
            + $"global::{worker.EmittedNamespace}.{worker.WorkerName}Registration>]");
        source.WriteLine();
        WriteDescriptorAccess(source, worker);
        source.WriteLine();
        source.OpenBlock($"namespace {worker.EmittedNamespace}");
        DescriptorEmitter.Write(source, worker);
        source.WriteLine();
        ProxyEmitter.Write(source, worker);
        source.WriteLine();
        DispatcherEmitter.Write(source, worker);
        source.WriteLine();
        RegistrationEmitter.Write(source, worker);
        foreach (MethodModel method in worker.Methods)
        {
            CallPayloadEmitter.Write(source, method);
        }

        source.CloseBlock();
        return source.ToString();
    }

    /// <summary>Joins the contract, which users name, to the descriptor, which they cannot.</summary>
    private static void WriteDescriptorAccess(SourceWriter source, ImplementationModel worker)
    {
        if (worker.Namespace is not null)
        {
            source.OpenBlock($"namespace {worker.Namespace}");
        }

        source.WriteLine($$"""
            {{worker.Accessibility}} partial interface {{worker.ContractName}}
            {
                static {{Contracts}}.WorkerDescriptor {{Contracts}}.IRemoteContract<{{worker.ContractFullName}}>.Descriptor
                    => global::{{worker.EmittedNamespace}}.{{worker.WorkerName}}Remote.Descriptor;
            }
            """);
        if (worker.Namespace is not null)
        {
            source.CloseBlock();
        }
    }
}
