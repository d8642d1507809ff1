using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Checks that an application that carries its runtime inside can become a worker, before it does anything else.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EntryPointAnalyzer : OutProcAnalyzer
{
    private const string Suffix = "Registration";

    private static readonly string[] s_properties = ["PublishSingleFile", "PublishAot", "SelfContained"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DiagnosticDescriptors.NoTryRun,
        DiagnosticDescriptors.TryRunNotFirst,
    ];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        if (start.Compilation.GetTypeByMetadataName(KnownTypes.OutProcWorker) is { } door
            && start.Compilation.GetEntryPoint(start.CancellationToken) is { } main)
        {
            start.RegisterOperationBlockAction(block =>
            {
                if (SymbolEqualityComparer.Default.Equals(block.OwningSymbol, main))
                {
                    Analyze(block, main, door);
                }
            });
        }
    }

    private static void Analyze(OperationBlockAnalysisContext context, IMethodSymbol main, INamedTypeSymbol door)
    {
        foreach (IOperation body in context.OperationBlocks)
        {
            // Top-level statements come with the method that the compiler makes of them.
            IOperation block = body is IMethodBodyOperation { BlockBody: { } statements } ? statements : body;
            IInvocationOperation? call = block.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(
                invocation => invocation.TargetMethod.Name == "TryRun"
                    && SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.ContainingType, door));
            if (call is null)
            {
                ReportMissing(context, main, block);
            }
            else if (StatementOf(call, block) is { } statement && FirstOf(block) != statement)
            {
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.TryRunNotFirst, call.Syntax.GetLocation()));
            }
        }
    }

    private static void ReportMissing(OperationBlockAnalysisContext context, IMethodSymbol main, IOperation block)
    {
        AnalyzerConfigOptions options = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions;
        string? property = Array.Find(
            s_properties,
            name => options.TryGetValue("build_property." + name, out string? value)
                && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));
        if (property is not null && FindWorker(context.Compilation) is { } worker)
        {
            // Top-level statements have no name to point at.
            Location location = main.Name == WellKnownMemberNames.TopLevelStatementsEntryPointMethodName && FirstOf(block) is { } first
                ? first.Syntax.GetLocation()
                : main.Locations[0];
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.NoTryRun, location, context.Compilation.AssemblyName, property, worker));
        }
    }

    /// <summary>The first statement that does something.</summary>
    private static IOperation? FirstOf(IOperation block) => block.ChildOperations.FirstOrDefault(statement => statement switch
    {
        ILocalFunctionOperation or IEmptyOperation => false,
        IVariableDeclarationGroupOperation group => group.Declarations.Any(
            declaration => declaration.Initializer is not null || declaration.Declarators.Any(local => local.Initializer is not null)),
        _ => true,
    });

    private static IOperation? StatementOf(IOperation operation, IOperation block)
    {
        IOperation? statement = operation;
        while (statement is not null && statement.Parent != block)
        {
            statement = statement.Parent;
        }

        return statement;
    }

    /// <summary>The name of a worker that this program can start: one of its own, or of an assembly it references.</summary>
    private static string? FindWorker(Compilation compilation)
    {
        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols.Insert(0, compilation.Assembly))
        {
            // Only what references the runtime can have the attribute; the framework's assemblies need not be read for it.
            if (!SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly)
                && !assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == "OutProc")))
            {
                continue;
            }

            foreach (AttributeData attribute in assembly.GetAttributes())
            {
                if (attribute.AttributeClass is { TypeArguments.Length: 1 } type && type.Is(KnownTypes.WorkerRegistrationAttribute))
                {
                    string name = type.TypeArguments[0].Name;
                    return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
                }
            }
        }

        return null;
    }
}
