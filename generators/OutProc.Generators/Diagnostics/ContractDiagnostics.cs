using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <summary>The diagnostics that the parser of contracts finds.</summary>
internal static class ContractDiagnostics
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        DiagnosticDescriptors.CannotCross,
        DiagnosticDescriptors.CodeCannotCross,
        DiagnosticDescriptors.OpenStream,
        DiagnosticDescriptors.Logger,
        DiagnosticDescriptors.LiveConnection,
        DiagnosticDescriptors.Handle,
        DiagnosticDescriptors.ExecutionState,
        DiagnosticDescriptors.ServiceProvider,
        DiagnosticDescriptors.InProcessLock,
        DiagnosticDescriptors.Reflection,
        DiagnosticDescriptors.NoKnownCases,
        DiagnosticDescriptors.Query,
        DiagnosticDescriptors.RefStruct,
        DiagnosticDescriptors.NotAccessible,
        DiagnosticDescriptors.GenericMethod,
        DiagnosticDescriptors.ByReference,
        DiagnosticDescriptors.TokenNotLast,
        DiagnosticDescriptors.SameId,
        DiagnosticDescriptors.NameCollision,
        DiagnosticDescriptors.NotAWorker,
        DiagnosticDescriptors.UnknownService,
        DiagnosticDescriptors.SeveralConstructors,
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId = All.ToDictionary(descriptor => descriptor.Id);

    /// <summary>The descriptor of an id that the parser found, or <c>null</c> while that rule has none.</summary>
    public static DiagnosticDescriptor? Find(string id) => s_byId.TryGetValue(id, out DiagnosticDescriptor? descriptor) ? descriptor : null;
}
