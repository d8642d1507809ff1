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
        ImplementationModel[] behind = worker.Closings.IsEmpty ? [worker] : [.. worker.Closings.Select(closing => closing.Implementation)];
        if (worker.Parts.HasFlag(ImplementationParts.Worker))
        {
            foreach (ImplementationModel implementation in behind)
            {
                source.WriteLine(
                    "[assembly: global::OutProc.CompilerServices.WorkerRegistration<"
                    + $"global::{implementation.EmittedNamespace}.{implementation.Stem}Registration>]");
            }

            source.WriteLine();
        }

        if (worker.Parts.HasFlag(ImplementationParts.Client))
        {
            WriteDescriptorAccess(source, worker);
            source.WriteLine();
        }

        for (int i = 0; i < behind.Length; i++)
        {
            if (i > 0)
            {
                source.WriteLine();
            }

            WriteTypes(source, behind[i]);
        }

        return source.ToString();
    }

    /// <summary>The types of one contract, or of one closing of a generic contract: in a namespace that no other one shares.</summary>
    private static void WriteTypes(SourceWriter source, ImplementationModel worker)
    {
        source.OpenBlock($"namespace {worker.EmittedNamespace}");
        DescriptorEmitter.Write(source, worker);
        if (worker.Parts.HasFlag(ImplementationParts.Client))
        {
            source.WriteLine();
            ProxyEmitter.Write(source, worker);
        }

        if (worker.Parts.HasFlag(ImplementationParts.Worker))
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
        source.OpenBlock($"{worker.Accessibility} partial interface {worker.ContractName}{extends}");
        source.WriteLine($"static {Contracts}.WorkerDescriptor {Contracts}.IRemoteContract<{worker.ContractFullName}>.Descriptor");
        if (worker.Closings.IsEmpty)
        {
            source.WriteLine($"    => {DescriptorOf(worker)};");
        }
        else
        {
            WriteChoice(source, worker);
        }

        source.CloseBlock();
        for (int i = worker.Containers.Count; i > 0; i--)
        {
            source.CloseBlock();
        }

        if (worker.Namespace is not null)
        {
            source.CloseBlock();
        }
    }

    private static string DescriptorOf(ImplementationModel worker) => $"global::{worker.EmittedNamespace}.{worker.Stem}Remote.Descriptor";

    /// <summary>The type arguments choose among the closings.</summary>
    private static void WriteChoice(SourceWriter source, ImplementationModel worker)
    {
        source.OpenBlock();
        source.OpenBlock("get");
        foreach (ClosingModel closing in worker.Closings)
        {
            string condition = string.Join(
                " && ", worker.TypeParameters.Zip(closing.TypeArguments, (parameter, argument) => $"typeof({parameter}) == typeof({argument})"));
            source.OpenBlock($"if ({condition})");
            source.WriteLine($"return {DescriptorOf(closing.Implementation)};");
            source.CloseBlock();
            source.WriteLine();
        }

        string closed = string.Join(", ", worker.Closings.Select(closing => closing.Implementation.ContractMetadataName));
        string asked = string.Join(", ", worker.TypeParameters.Select(parameter => $"{{typeof({parameter})}}"));
        source.WriteLine($$"""
            throw new global::System.InvalidOperationException(
                $"No worker serves {{worker.ContractMetadataName}} closed with {{asked}}; [RemoteWorker(Closed = ...)] of {{worker.Stem}} lists {{closed}}.");
            """);
        source.CloseBlock();
        source.CloseBlock();
    }
}
