using Microsoft.CodeAnalysis;

namespace OutProc.Generators;

/// <summary>Emits the contract, proxy, dispatcher and payload code of every <c>[RemoteWorker]</c> class.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class OutProcGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}
