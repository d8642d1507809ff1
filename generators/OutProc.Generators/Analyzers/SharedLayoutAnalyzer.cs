using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Finds values in shared memory that two processes need not read alike.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedLayoutAnalyzer : OutProcAnalyzer
{
    private static readonly string[] s_memory = ["OutProc.Shared.SharedArray`1", "OutProc.Shared.SharedValue`1"];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.SharedLayout];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
        => start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.GenericName);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var name = (GenericNameSyntax)context.Node;
        if (name.Arity != 1
            || context.SemanticModel.GetSymbolInfo(name, context.CancellationToken).Symbol is not { } symbol)
        {
            return;
        }

        ITypeSymbol? shared = symbol switch
        {
            INamedTypeSymbol { Arity: 1 } type when Array.Exists(s_memory, type.OriginalDefinition.Is) => type.TypeArguments[0],
            IMethodSymbol { Name: "AddArray" or "AddValue", Arity: 1 } method
                when method.ContainingNamespace.ToDisplayString() == "OutProc.Shared" => method.TypeArguments[0],
            _ => null,
        };
        if (shared is not null && ProblemOf(shared, shared.ToDisplayString(TypeNames.Message)) is { } problem)
        {
            Location place = name.TypeArgumentList.Arguments[0].GetLocation();
            context.ReportDiagnostic(Diagnostic.Create(
                DiagnosticDescriptors.SharedLayout, place, shared.ToDisplayString(TypeNames.Message), problem));
        }
    }

    /// <summary>Why two processes may disagree about the memory of a type; <c>null</c> when they cannot.</summary>
    private static string? ProblemOf(ITypeSymbol type, string path)
    {
        if (type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
        {
            return $"has a pointer in '{path}', which means nothing in another process";
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None or SpecialType.System_DateTime } value)
        {
            return null;
        }

        if (StructLayout.Of(value).Kind == "Auto")
        {
            return $"has '{path}' of type '{type.ToDisplayString(TypeNames.Message)}', whose layout the runtime chooses";
        }

        foreach (ISymbol member in value.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field
                && ProblemOf(field.Type, $"{path}.{(field.AssociatedSymbol ?? field).Name}") is { } problem)
            {
                return problem;
            }
        }

        return null;
    }
}
