using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Finds worker classes among the services of the host, whose calls would never leave its process.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerServiceAnalyzer : OutProcAnalyzer
{
    private const string ServiceCollection = "Microsoft.Extensions.DependencyInjection.IServiceCollection";
    private const string ServiceDescriptor = "Microsoft.Extensions.DependencyInjection.ServiceDescriptor";

    private static readonly string[] s_registrations = ["Singleton", "Scoped", "Transient", "HostedService", "Describe"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.WorkerAsService];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        if (start.Compilation.GetTypeByMetadataName(ServiceCollection) is not null)
        {
            start.RegisterOperationAction(Analyze, OperationKind.Invocation);
        }
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!IsRegistration(call.TargetMethod) || IsInStartup(context.ContainingSymbol))
        {
            return;
        }

        ImmutableArray<ITypeSymbol> types = call.TargetMethod.TypeArguments;
        for (int i = 0; i < types.Length; i++)
        {
            Report(context, types[i], (SyntaxNode?)TypeArgumentOf(call.Syntax, i) ?? call.Syntax);
        }

        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Value is ITypeOfOperation typeOf)
            {
                Report(context, typeOf.TypeOperand, typeOf.Syntax);
            }
        }
    }

    private static bool IsRegistration(IMethodSymbol method)
    {
        if (!Array.Exists(s_registrations, kind => method.Name.EndsWith(kind, StringComparison.Ordinal)))
        {
            return false;
        }

        return method.IsExtensionMethod
            ? (method.ReducedFrom ?? method).Parameters[0].Type.Is(ServiceCollection)
            : method.ContainingType.Is(ServiceDescriptor);
    }

    /// <summary>The services of a worker process are its own: there the class is where it belongs.</summary>
    private static bool IsInStartup(ISymbol symbol)
    {
        for (INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.AllInterfaces.Any(implemented => implemented.Is(KnownTypes.WorkerStartup)))
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(OperationAnalysisContext context, ITypeSymbol type, SyntaxNode syntax)
    {
        if (type is INamedTypeSymbol worker && WorkerContracts.NameOf(worker) is { } contract)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.WorkerAsService,
                syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add("Contract", contract.MetadataName),
                worker.Name,
                contract.Name));
        }
    }

    private static TypeSyntax? TypeArgumentOf(SyntaxNode call, int index) => call is InvocationExpressionSyntax invocation
        ? invocation.Expression switch
        {
            MemberAccessExpressionSyntax { Name: GenericNameSyntax name } => name.TypeArgumentList.Arguments[index],
            MemberBindingExpressionSyntax { Name: GenericNameSyntax name } => name.TypeArgumentList.Arguments[index],
            GenericNameSyntax name => name.TypeArgumentList.Arguments[index],
            _ => null,
        }
        : null;
}
