using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Finds shared resources that are asked for by a name nobody declares.</summary>
/// <remarks>Says nothing in projects that declare none, because another one may, nor where a name is not a constant.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedNameAnalyzer : OutProcAnalyzer
{
    private const string Declarations = "OutProc.Shared.SharedDeclarations";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.UndeclaredResource];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
    {
        var declared = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var wanted = new ConcurrentBag<(string Name, Location Place)>();
        start.RegisterOperationAction(operation => Collect((IInvocationOperation)operation.Operation, declared), OperationKind.Invocation);
        start.RegisterSymbolAction(symbol => Collect((IMethodSymbol)symbol.Symbol, wanted), SymbolKind.Method);
        start.RegisterCompilationEndAction(end => Report(end, declared, wanted));
    }

    private static void Collect(IInvocationOperation call, ConcurrentDictionary<string, bool> declared)
    {
        if (!call.TargetMethod.ContainingType.Is(Declarations))
        {
            return;
        }

        // Inherited names, and those that are computed, are known at run time only.
        IArgumentOperation? name = call.Arguments.FirstOrDefault(
            argument => argument.Parameter is { Ordinal: 0, Type.SpecialType: SpecialType.System_String });
        declared.TryAdd(name?.Value.ConstantValue is { HasValue: true, Value: string text } ? text : "", true);
    }

    private static void Collect(IMethodSymbol method, ConcurrentBag<(string Name, Location Place)> wanted)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (parameter.FindAttribute(KnownTypes.FromKeyedServicesAttribute) is { } attribute
                && attribute.Argument(0) is string name
                && parameter.Type.ContainingNamespace?.ToDisplayString() == "OutProc.Shared"
                && parameter.Locations[0] is { IsInSource: true } place)
            {
                wanted.Add((name, place));
            }
        }
    }

    private static void Report(
        CompilationAnalysisContext context, ConcurrentDictionary<string, bool> declared, ConcurrentBag<(string Name, Location Place)> wanted)
    {
        if (declared.IsEmpty || declared.ContainsKey(""))
        {
            return;
        }

        string names = string.Join(", ", declared.Keys.OrderBy(static name => name, StringComparer.Ordinal).Select(static name => $"'{name}'"));
        foreach ((string name, Location place) in wanted)
        {
            if (!declared.ContainsKey(name))
            {
                context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.UndeclaredResource, place, name, names));
            }
        }
    }
}
