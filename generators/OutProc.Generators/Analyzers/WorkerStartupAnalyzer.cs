using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Checks the class given to <c>[assembly: WorkerStartup]</c>, which the worker process creates.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerStartupAnalyzer : OutProcAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.NotAStartup];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
        => start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.AttributeList);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var list = (AttributeListSyntax)context.Node;
        if (list.Target is not { } target || !target.Identifier.IsKind(SyntaxKind.AssemblyKeyword))
        {
            return;
        }

        foreach (AttributeSyntax attribute in list.Attributes)
        {
            if (context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type is INamedTypeSymbol { Arity: 1 } type
                && type.Is(KnownTypes.WorkerStartupAttribute)
                && type.TypeArguments[0] is { TypeKind: not TypeKind.Error } startup
                && !IsStartup(startup))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    DiagnosticDescriptors.NotAStartup,
                    ArgumentOf(attribute.Name).GetLocation(),
                    startup.ToDisplayString(TypeNames.Message)));
            }
        }
    }

    private static bool IsStartup(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } named
            && named.AllInterfaces.Any(implemented => implemented.Is(KnownTypes.WorkerStartup))
            && named.InstanceConstructors.Any(constructor
                => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public);

    /// <summary>The type as it is written; the whole name when an alias stands for it.</summary>
    private static SyntaxNode ArgumentOf(NameSyntax name)
        => name.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()?.TypeArgumentList.Arguments[0] ?? (SyntaxNode)name;
}
