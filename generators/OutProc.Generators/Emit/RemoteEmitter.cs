using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Prints everything behind a sound contract, as one file whose types nobody else can name.</summary>
internal static class RemoteEmitter
{
    private const string Contracts = "global::OutProc.Contracts";

    /// <summary>The file of one worker, or of one side of a declared contract.</summary>
    public static string Emit(ImplementationModel worker)
    {
        SourceWriter source = EmittedFile.Begin(worker.SuppressedIds);
        bool hasClient = worker.Parts.HasFlag(ImplementationParts.Client);
        bool hasWorker = worker.Parts.HasFlag(ImplementationParts.Worker);
        if (hasWorker)
        {
            source.WriteLine(
                "[assembly: global::OutProc.CompilerServices.WorkerRegistration<"
                + $"global::{worker.EmittedNamespace}.{worker.Stem}Registration>]");
            source.WriteLine();
        }

        if (hasClient)
        {
            WriteDescriptorAccess(source, worker);
            source.WriteLine();
        }

        source.OpenBlock($"namespace {worker.EmittedNamespace}");
        DescriptorEmitter.Write(source, worker);
        if (hasClient)
        {
            source.WriteLine();
            ProxyEmitter.Write(source, worker);
        }

        if (hasWorker)
        {
            source.WriteLine();
            DispatcherEmitter.Write(source, worker);
            source.WriteLine();
            RegistrationEmitter.Write(source, worker);
        }

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

        foreach (string container in worker.Containers)
        {
            source.OpenBlock(container);
        }

        // The interface of a class is emitted as a file of its own and says there what it extends.
        string extends = worker.Parts == ImplementationParts.Both ? "" : $" : {Contracts}.IRemoteContract<{worker.ContractFullName}>";
        source.WriteLine($$"""
            {{worker.Accessibility}} partial interface {{worker.ContractName}}{{extends}}
            {
                static {{Contracts}}.WorkerDescriptor {{Contracts}}.IRemoteContract<{{worker.ContractFullName}}>.Descriptor
                    => global::{{worker.EmittedNamespace}}.{{worker.Stem}}Remote.Descriptor;
            }
            """);
        for (int i = worker.Containers.Count; i > 0; i--)
        {
            source.CloseBlock();
        }

        if (worker.Namespace is not null)
        {
            source.CloseBlock();
        }
    }
}
