using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Advice about sound remote methods: what cancels them, and what they copy.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MethodAdviceAnalyzer : OutProcAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DiagnosticDescriptors.CopiedByValue,
        DiagnosticDescriptors.NoToken,
    ];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
        => start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        // The methods of a class that serves a declared contract have the form the contract gives them.
        var type = (INamedTypeSymbol)context.Symbol;
        if (!WorkerContracts.IsContract(type) && !WorkerContracts.HasEmittedContract(type))
        {
            return;
        }

        foreach (IMethodSymbol method in RemoteMethods.Of(type))
        {
            // What is inherited is advised on where it is declared, if at all.
            if (SymbolEqualityComparer.Default.Equals(method.ContainingType, type))
            {
                Analyze(context, type, method);
            }
        }
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol type, IMethodSymbol method)
    {
        string name = $"{type.Name}.{method.Name}";
        bool hasToken = false;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            hasToken |= parameter.IsToken();
            if (ElementOfCopy(parameter) is { } element)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    DiagnosticDescriptors.CopiedByValue,
                    parameter.Locations[0],
                    parameter.Name,
                    name,
                    parameter.Type.ToDisplayString(TypeNames.Message),
                    element.ToDisplayString(TypeNames.Message)));
            }
        }

        if (!hasToken)
        {
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.NoToken, method.Locations[0], name));
        }
    }

    /// <summary>The element of an array or list that crosses as one block of memory, and so is likely to be large.</summary>
    private static ITypeSymbol? ElementOfCopy(IParameterSymbol parameter)
    {
        ITypeSymbol? element = parameter.Type switch
        {
            IArrayTypeSymbol { Rank: 1 } array when !parameter.IsParams => array.ElementType,
            INamedTypeSymbol { TypeArguments.Length: 1 } list when list.Is("System.Collections.Generic.List`1") => list.TypeArguments[0],
            _ => null,
        };
        return element?.IsUnmanaged() is true ? element : null;
    }
}
