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
        DiagnosticDescriptors.ExceptionAsData,
        DiagnosticDescriptors.NoKnownCases,
        DiagnosticDescriptors.Query,
        DiagnosticDescriptors.RefStruct,
        DiagnosticDescriptors.Cycle,
        DiagnosticDescriptors.PrivateState,
        DiagnosticDescriptors.ForeignSerializer,
        DiagnosticDescriptors.AmbiguousOrder,
        DiagnosticDescriptors.AddedByGenerator,
        DiagnosticDescriptors.SeveralContracts,
        DiagnosticDescriptors.ContractNotPartial,
        DiagnosticDescriptors.NotAccessible,
        DiagnosticDescriptors.GenericMethod,
        DiagnosticDescriptors.ByReference,
        DiagnosticDescriptors.NotAsync,
        DiagnosticDescriptors.TokenNotLast,
        DiagnosticDescriptors.SameId,
        DiagnosticDescriptors.OneWayResult,
        DiagnosticDescriptors.SeveralProgress,
        DiagnosticDescriptors.RemoteObjectAsData,
        DiagnosticDescriptors.NameCollision,
        DiagnosticDescriptors.NotAWorker,
        DiagnosticDescriptors.UnknownService,
        DiagnosticDescriptors.SeveralConstructors,
        DiagnosticDescriptors.FromCallerWithoutSession,
        DiagnosticDescriptors.UnmanagedInBaseline,
        DiagnosticDescriptors.GeneratorFailed,
        DiagnosticDescriptors.LanguageTooOld,
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId = All.ToDictionary(descriptor => descriptor.Id);

    /// <summary>The descriptor of an id that the parser found.</summary>
    public static DiagnosticDescriptor Of(string id) => s_byId[id];
}
