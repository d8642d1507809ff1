using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using OutProc.Generators.Emit;
using OutProc.Generators.Helpers;
using OutProc.Generators.Model;

namespace OutProc.Generators.Parsing;

/// <summary>
/// Parses what the generator found. A defect of a parser becomes a note to the analyzer (OP0901), and takes no other code away.
/// </summary>
/// <param name="probe">Called with the name of each type before it is parsed: where tests inject defects.</param>
internal sealed class SafeParser(Action<string>? probe)
{
    public WorkerModel ParseWorker(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) => Parse(
        context,
        static (found, token) => ContractParser.Parse(found, token),
        static (worker, attribute, _) => WorkerContracts.HasEmittedContract(worker) ? ContractParser.OfFailure(worker, attribute) : null,
        cancellationToken);

    public WorkerModel ParseContract(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) => Parse(
        context,
        static (found, token) => DeclaredContractParser.Parse(found, token),
        static (contract, _, token) => DeclaredContractParser.OfFailure(contract, token),
        cancellationToken);

    public EquatableArray<WorkerModel> ParseBoundWorker(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (!IsFirstPart(context))
        {
            return [];
        }

        try
        {
            probe?.Invoke(TypeNames.Metadata((INamedTypeSymbol)context.TargetSymbol));
            return BoundWorkerParser.Parse(context, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return ImmutableArray.Create(new WorkerModel(null, null, NoteOf(context, e))).ToEquatableArray();
        }
    }

    /// <summary>A type with problems, or one that a defect of ours keeps from crossing as itself, crosses as text.</summary>
    public ExceptionModel? ParseException(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (!IsFirstPart(context))
        {
            return null;
        }

        try
        {
            probe?.Invoke(TypeNames.Metadata((INamedTypeSymbol)context.TargetSymbol));
            return RemoteExceptionParser.Parse(context, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The analyzer asks the same parser and reports the defect.
            return null;
        }
    }

    private WorkerModel Parse(
        GeneratorAttributeSyntaxContext context,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, WorkerModel> parse,
        Func<INamedTypeSymbol, AttributeData, CancellationToken, ContractModel?> parseBroken,
        CancellationToken cancellationToken)
    {
        if (!IsFirstPart(context))
        {
            return new WorkerModel(null, null);
        }

        try
        {
            probe?.Invoke(TypeNames.Metadata((INamedTypeSymbol)context.TargetSymbol));
            return parse(context, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The interface of a broken contract: its users are not at fault.
            ContractModel? broken = parseBroken((INamedTypeSymbol)context.TargetSymbol, context.Attributes[0], cancellationToken);
            return new WorkerModel(broken, null, NoteOf(context, e));
        }
    }

    /// <summary>
    /// Whether this part of a type is the one to parse it for. Each part that carries the attribute is found, and each would emit everything.
    /// </summary>
    private static bool IsFirstPart(GeneratorAttributeSyntaxContext context)
    {
        INamedTypeSymbol? found = context.Attributes[0].AttributeClass?.OriginalDefinition;
        SyntaxReference? first = context.TargetSymbol.GetAttributes()
            .FirstOrDefault(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass?.OriginalDefinition, found))
            ?.ApplicationSyntaxReference;
        return first is null || (first.SyntaxTree == context.TargetNode.SyntaxTree && context.TargetNode.FullSpan.Contains(first.Span));
    }

    private static GeneratorNote NoteOf(GeneratorAttributeSyntaxContext context, Exception exception)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return SafeOutput.Note(EmittedNames.HintPrefixOf(type) + ".Failure.g.cs", TypeNames.Metadata(type), exception);
    }
}
