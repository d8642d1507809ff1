using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Emit;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;
using OutProc.Generators.Parsing;

namespace OutProc.Generators;

/// <summary>Emits the contract, proxy, dispatcher and payload code of every <c>[RemoteWorker]</c> class.</summary>
/// <remarks>Reports nothing: the rules of contracts live in the analyzers, and a broken contract still gets its interface.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class OutProcGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<WorkerModel> workers = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.RemoteWorkerAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                static (worker, cancellationToken) => ContractParser.Parse(worker, cancellationToken))
            .WithTrackingName(TrackingNames.Workers);

        IncrementalValuesProvider<ContractModel> contracts = workers
            .Select(static (worker, _) => worker.Contract)
            .WithTrackingName(TrackingNames.Contracts);

        IncrementalValuesProvider<ImplementationModel> implementations = workers
            .SelectMany(static (worker, _) => worker.Implementation is { } sound ? ImmutableArray.Create(sound) : [])
            .WithTrackingName(TrackingNames.Implementations);

        // Workers share the types they send; each type's formatter is emitted once.
        IncrementalValueProvider<EquatableArray<EmittedFormatter>> allFormatters = implementations
            .Collect()
            .Select(static (all, _) => FormatterSet.Union(all))
            .WithTrackingName(TrackingNames.AllFormatters);

        IncrementalValuesProvider<EmittedFormatter> formatters = allFormatters
            .SelectMany(static (all, _) => all)
            .WithTrackingName(TrackingNames.Formatters);

        context.RegisterSourceOutput(contracts, static (output, contract)
            => output.AddSource(contract.HintName, ContractEmitter.Emit(contract)));
        context.RegisterSourceOutput(implementations, static (output, implementation)
            => output.AddSource(implementation.HintName, RemoteEmitter.Emit(implementation)));
        context.RegisterSourceOutput(formatters, static (output, formatter)
            => output.AddSource(formatter.HintName, PayloadEmitter.EmitFormatter(formatter.Shape)));
    }
}
