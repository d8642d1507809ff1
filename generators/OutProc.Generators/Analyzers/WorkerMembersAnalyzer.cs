using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>Speaks of public members that a reader may take for remote ones, and of remote methods whose end nobody can await.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WorkerMembersAnalyzer : OutProcAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        DiagnosticDescriptors.NotRemote,
        DiagnosticDescriptors.AsyncVoid,
        DiagnosticDescriptors.StaticMethod,
    ];

    /// <inheritdoc/>
    protected override void Start(CompilationStartAnalysisContext start)
        => start.RegisterSymbolAction(Analyze, SymbolKind.NamedType);

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (WorkerContracts.IsContract(type))
        {
            ReportLocalMembers(context, type);
        }
        else if (WorkerContracts.HasEmittedContract(type) && !type.IsStatic)
        {
            ReportLocalMembers(context, type);
            ReportStaticMethods(context, type);
            ReportAsyncVoid(context, type);
        }
    }

    private static void ReportLocalMembers(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is (IPropertySymbol or IEventSymbol) and { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                && !member.IsImplicitlyDeclared
                && member.FindAttribute(KnownTypes.RemoteIgnoreAttribute) is null)
            {
                Report(context, DiagnosticDescriptors.NotRemote, member, member.ToDisplayString(TypeNames.Method));
            }
        }
    }

    private static void ReportStaticMethods(SymbolAnalysisContext context, INamedTypeSymbol worker)
    {
        foreach (ISymbol member in worker.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: true, IsImplicitlyDeclared: false } method
                && method.DeclaredAccessibility == Accessibility.Public
                && method.FindAttribute(KnownTypes.RemoteIgnoreAttribute) is null
                && !MustBeStatic(method))
            {
                Report(context, DiagnosticDescriptors.StaticMethod, method, $"{worker.Name}.{method.Name}", worker.Name);
            }
        }
    }

    private static void ReportAsyncVoid(SymbolAnalysisContext context, INamedTypeSymbol worker)
    {
        foreach (IMethodSymbol method in RemoteMethods.Of(worker))
        {
            if (method is { IsAsync: true, ReturnsVoid: true })
            {
                Report(context, DiagnosticDescriptors.AsyncVoid, method, $"{worker.Name}.{method.Name}");
            }
        }
    }

    /// <summary>Whether an interface asks for the method, or the runtime does.</summary>
    private static bool MustBeStatic(IMethodSymbol method)
        => method.ContainingType.AllInterfaces.Any(type => type.GetMembers(method.Name).Any(member => member.IsStatic
                && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method)))
            || method.GetAttributes().Any(attribute
                => attribute.AttributeClass?.Name is "ModuleInitializerAttribute" or "UnmanagedCallersOnlyAttribute");

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor descriptor, ISymbol member, params object[] arguments)
    {
        if (member.Locations.FirstOrDefault(location => location.IsInSource) is { } location)
        {
            context.ReportDiagnostic(Diagnostic.Create(descriptor, location, arguments));
        }
    }
}
