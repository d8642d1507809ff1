using Microsoft.CodeAnalysis.Diagnostics;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Analyzers;

/// <summary>What the analyzers have in common: they look at code that people wrote, in projects that reference the runtime.</summary>
public abstract class OutProcAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownTypes.RemoteWorkerAttribute) is not null)
            {
                Start(start);
            }
        });
    }

    /// <summary>Says what is to be looked at in one compilation.</summary>
    /// <param name="start">Where actions are registered.</param>
    protected abstract void Start(CompilationStartAnalysisContext start);
}
