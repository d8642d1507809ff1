using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Model;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Reports parameters and results of worker methods that cannot cross, with the path to the member at fault.</summary>
/// <remarks>It asks the parser that decides what the generator emits, so that the two never disagree.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RemotabilityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DiagnosticDescriptors.CannotCross,
        DiagnosticDescriptors.CodeCannotCross,
        DiagnosticDescriptors.OpenStream,
        DiagnosticDescriptors.Logger,
        DiagnosticDescriptors.LiveConnection,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // A project that does not reference the runtime has no workers.
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.RemoteWorkerAttribute) is { } attribute)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, attribute), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attribute)
    {
        var worker = (INamedTypeSymbol)context.Symbol;
        if (!worker.GetAttributes().Any(candidate => SymbolEqualityComparer.Default.Equals(candidate.AttributeClass, attribute)))
        {
            return;
        }

        var parser = new TypeShapeParser(context.Compilation, context.CancellationToken);
        foreach (IMethodSymbol method in RemoteMethods.Of(worker))
        {
            foreach (IParameterSymbol parameter in RemoteMethods.SentParametersOf(method))
            {
                parser.Parse(parameter);
                Report(context, parser, worker, $"parameter '{parameter.Name}' of '{worker.Name}.{method.Name}'", LocationOf(parameter));
            }

            if (ReturnShape.Of(method).Result is { } result)
            {
                parser.Parse(result, "result");
                Location? location = LocationOfResult(method, context.CancellationToken);
                Report(context, parser, worker, $"the result of '{worker.Name}.{method.Name}'", location);
            }
        }
    }

    private static void Report(
        SymbolAnalysisContext context, TypeShapeParser parser, INamedTypeSymbol worker, string subject, Location? location)
    {
        foreach (ShapeProblem problem in parser.Problems)
        {
            // A method inherited from another assembly has no source: the class that offers it is where the user can act.
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.OfProblem(problem.Id),
                location ?? worker.Locations[0],
                problem.Member is { } member && LocationOf(member) is { } declaration ? [declaration] : [],
                subject,
                problem.Path,
                problem.TypeName,
                problem.Reason));
        }
    }

    private static Location? LocationOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(location => location.IsInSource);

    private static Location? LocationOfResult(IMethodSymbol method, CancellationToken cancellationToken)
        => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is MethodDeclarationSyntax declaration
            ? declaration.ReturnType.GetLocation()
            : LocationOf(method);
}
