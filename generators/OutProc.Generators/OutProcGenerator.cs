using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OutProc.Generators.Emit;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;
using OutProc.Generators.Parsing;

namespace OutProc.Generators;

/// <summary>Emits contract, proxy, dispatcher and payload code of worker classes and of declared contracts.</summary>
/// <remarks>
/// Reports nothing: the rules of contracts live in the analyzers, and a broken contract still gets its interface. A defect of its own it
/// hands to the analyzers as a note in the emitted code.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class OutProcGenerator : IIncrementalGenerator
{
    private readonly SafeParser _parser;
    private readonly SafeOutput _output;

    /// <summary>Initializes a new instance.</summary>
    public OutProcGenerator()
        : this(probe: null)
    {
    }

    /// <summary>
    /// For tests: <paramref name="probe"/> is called with the name of each type that is parsed or printed, and may throw.
    /// </summary>
    internal OutProcGenerator(Action<string>? probe)
    {
        _parser = new SafeParser(probe);
        _output = new SafeOutput(probe);
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<WorkerModel> workers = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.RemoteWorkerAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                _parser.ParseWorker)
            .WithTrackingName(TrackingNames.Workers);

        IncrementalValuesProvider<WorkerModel> boundWorkers = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.RemoteWorkerOfAttribute,
                static (node, _) => node is ClassDeclarationSyntax or RecordDeclarationSyntax,
                _parser.ParseBoundWorker)
            .WithTrackingName(TrackingNames.BoundWorkers)
            .SelectMany(static (all, _) => all);

        IncrementalValuesProvider<WorkerModel> declaredContracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.RemoteContractAttribute,
                static (node, _) => node is InterfaceDeclarationSyntax,
                _parser.ParseContract)
            .WithTrackingName(TrackingNames.DeclaredContracts);

        IncrementalValueProvider<ImmutableArray<ImplementationModel>> ofWorkers = Emit(context, workers).Collect();
        IncrementalValueProvider<ImmutableArray<ImplementationModel>> ofBoundWorkers = Emit(context, boundWorkers).Collect();
        IncrementalValueProvider<ImmutableArray<ImplementationModel>> ofContracts = Emit(context, declaredContracts).Collect();

        IncrementalValueProvider<ImmutableArray<EquatableArray<FormatterShape>>> ofContractTypes
            = DataTypes(context, KnownTypes.DataContractAttribute);
        IncrementalValueProvider<ImmutableArray<EquatableArray<FormatterShape>>> ofPackables
            = DataTypes(context, KnownTypes.MemoryPackableAttribute);

        IncrementalValuesProvider<ExceptionModel> exceptions = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.RemoteExceptionAttribute,
                static (node, _) => node is ClassDeclarationSyntax,
                _parser.ParseException)
            .WithTrackingName(TrackingNames.Exceptions)
            .SelectMany(static (exception, _) => exception is null ? [] : ImmutableArray.Create(exception));
        context.RegisterSourceOutput(exceptions, _output.AddException);

        IncrementalValueProvider<EquatableArray<SharedItemModel>> items = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => SharedItemParser.IsCandidate(node), SharedItemParser.Parse)
            .WithTrackingName(TrackingNames.SharedItems)
            .SelectMany(static (all, _) => all)
            .Collect()
            .Select(static (all, _) => SharedItemParser.Union(all))
            .WithTrackingName(TrackingNames.AllSharedItems);
        context.RegisterSourceOutput(items.SelectMany(static (all, _) => all), _output.AddSharedItem);

        // Workers and contracts share the types they send; each type's formatter is emitted once.
        IncrementalValuesProvider<EmittedFormatter> formatters = ofWorkers.Combine(ofBoundWorkers).Combine(ofContracts)
            .Combine(ofContractTypes.Combine(ofPackables).Combine(exceptions.Collect().Combine(items)))
            .Select(static (all, _) => FormatterSet.Union(
            [
                .. all.Left.Left.Left.Select(worker => worker.Formatters),
                .. all.Left.Left.Right.Select(worker => worker.Formatters),
                .. all.Left.Right.Select(contract => contract.Formatters),
                .. all.Right.Left.Left,
                .. all.Right.Left.Right,
                .. all.Right.Right.Left.Select(exception => exception.Formatters),
                .. all.Right.Right.Right.Select(item => item.Formatters),
            ]))
            .WithTrackingName(TrackingNames.AllFormatters)
            .SelectMany(static (all, _) => all)
            .WithTrackingName(TrackingNames.Formatters);

        context.RegisterSourceOutput(formatters, _output.AddFormatter);
    }

    /// <summary>The formatters of the types with that attribute, for the assemblies that send them.</summary>
    private static IncrementalValueProvider<ImmutableArray<EquatableArray<FormatterShape>>> DataTypes(
        IncrementalGeneratorInitializationContext context, string attribute)
        => context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                static (type, cancellationToken) => DataTypeParser.Parse(type, cancellationToken))
            .WithTrackingName(TrackingNames.DataTypes)
            .Collect();

    /// <summary>Emits the interfaces and what is behind the sound ones, each from a model of its own: an edit redoes only what it changes.</summary>
    private IncrementalValuesProvider<ImplementationModel> Emit(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<WorkerModel> workers)
    {
        IncrementalValuesProvider<ContractModel> contracts = workers
            .SelectMany(static (worker, _) => worker.Contract is { } contract ? ImmutableArray.Create(contract) : [])
            .WithTrackingName(TrackingNames.Contracts);

        IncrementalValuesProvider<ImplementationModel> implementations = workers
            .SelectMany(static (worker, _) => worker.Implementation is { } sound ? ImmutableArray.Create(sound) : [])
            .WithTrackingName(TrackingNames.Implementations);

        IncrementalValuesProvider<GeneratorNote> notes = workers
            .SelectMany(static (worker, _) => worker.Note is { } note ? ImmutableArray.Create(note) : [])
            .WithTrackingName(TrackingNames.Notes);

        context.RegisterSourceOutput(contracts, _output.AddContract);
        context.RegisterSourceOutput(implementations, _output.AddImplementation);
        context.RegisterSourceOutput(notes, SafeOutput.AddNote);
        return implementations;
    }
}
