using Microsoft.CodeAnalysis;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Model;

namespace OutProc.Generators.Emit;

/// <summary>Adds emitted files. A defect of an emitter becomes a note to the analyzer (OP0901), and takes no other file away.</summary>
/// <param name="probe">Called with the name of each type before its file is printed: where tests inject defects.</param>
internal sealed class SafeOutput(Action<string>? probe)
{
    public void AddContract(SourceProductionContext output, ContractModel contract)
    {
        if (!TryAdd(output, contract.HintName, MetadataNameOf(contract.FullName), contract, ContractEmitter.Emit))
        {
            // Without the interface, the compiler would complain at each of its uses.
            output.AddSource(contract.HintName, ContractEmitter.Emit(contract with { Documentation = [], Attributes = [], Methods = [] }));
        }
    }

    public void AddImplementation(SourceProductionContext output, ImplementationModel implementation)
    {
        string name = MetadataNameOf(implementation.WorkerType ?? implementation.ContractFullName);
        if (!TryAdd(output, implementation.HintName, name, implementation, RemoteEmitter.Emit)
            && implementation.Parts != ImplementationParts.Worker)
        {
            output.AddSource(implementation.HintName, ContractEmitter.Emit(BrokenContractOf(implementation)));
        }
    }

    public void AddFormatter(SourceProductionContext output, EmittedFormatter formatter)
        => TryAdd(output, formatter.HintName, MetadataNameOf(formatter.Shape.TypeName), formatter, PayloadEmitter.EmitFormatter);

    public void AddException(SourceProductionContext output, ExceptionModel exception)
        => TryAdd(output, exception.HintName, MetadataNameOf(exception.TypeName), exception, ExceptionEmitter.Emit);

    public void AddSharedItem(SourceProductionContext output, SharedItemModel item)
        => TryAdd(output, item.HintName, MetadataNameOf(item.Shape.TypeName), item, SharedItemEmitter.Emit);

    public static void AddNote(SourceProductionContext output, GeneratorNote note)
        => output.AddSource(note.HintName, NoteEmitter.Emit(note));

    /// <summary>A defect as a note.</summary>
    public static GeneratorNote Note(string hintName, string typeName, Exception exception)
        => new(hintName, GeneratorNoteKinds.Failure, typeName, $"{exception.GetType().Name}: {exception.Message}");

    private bool TryAdd<T>(SourceProductionContext output, string hintName, string typeName, T model, Func<T, string> emit)
    {
        string text;
        try
        {
            probe?.Invoke(typeName);
            text = emit(model);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            AddNote(output, Note(hintName.Replace(".g.cs", ".Failure.g.cs"), typeName, e));
            return false;
        }

        output.AddSource(hintName, text);
        return true;
    }

    private static ContractModel BrokenContractOf(ImplementationModel implementation) => new()
    {
        IsDeclared = true,
        Containers = implementation.Containers,
        HintName = implementation.HintName,
        Namespace = implementation.Namespace,
        Name = implementation.ContractName,
        FullName = implementation.ContractFullName,
        Accessibility = implementation.Accessibility,
        Documentation = [],
        Attributes = [],
        SuppressedIds = implementation.SuppressedIds,
        Methods = [],
        IsSound = false,
        Problems = [DiagnosticIds.GeneratorFailed],
    };

    private static string MetadataNameOf(string fullName) => fullName.Replace("global::", "").Replace("@", "");
}
