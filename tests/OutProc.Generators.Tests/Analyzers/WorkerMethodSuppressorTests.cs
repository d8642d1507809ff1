using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Analyzers;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Analyzers;

public sealed class WorkerMethodSuppressorTests
{
    [Theory]
    [InlineData("[RemoteWorker] public class C { public int M() => 1; }", true)]
    [InlineData("[RemoteWorker] public class C { private int M() => 1; }", false)]
    [InlineData("[RemoteWorker] public class C { [RemoteIgnore] public int M() => 1; }", false)]
    [InlineData("public class C { public int M() => 1; }", false)]
    public async Task ReportSuppressions_MarkAsStatic_OnlyForRemoteMethods(string source, bool isSuppressed)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        CompilationWithAnalyzers analysis = TestCompilation.Create(source).WithAnalyzers(
            [new MarkAsStaticAnalyzer(), new WorkerMethodSuppressor()],
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));

        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAnalyzerDiagnosticsAsync(cancellationToken);

        diagnostics.ShouldHaveSingleItem().IsSuppressed.ShouldBe(isSuppressed);
    }

#pragma warning disable RS1029, RS1036, RS1041, RS2008 // Stands in for the .NET analyzers, in this test only.
    /// <summary>Reports CA1822 on every method, where the .NET analyzers do.</summary>
    [DiagnosticAnalyzer(LanguageNames.CSharp)]
    private sealed class MarkAsStaticAnalyzer : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor s_rule = new("CA1822", "Mark as static", "Mark as static", "Performance", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSyntaxNodeAction(
                static node => node.ReportDiagnostic(Diagnostic.Create(s_rule, ((MethodDeclarationSyntax)node.Node).Identifier.GetLocation())),
                SyntaxKind.MethodDeclaration);
        }
    }
}
