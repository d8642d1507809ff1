using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <content>Constructors, services and hosting.</content>
internal static partial class DiagnosticDescriptors
{
    private const string Services = "OutProc.Services";

    /// <summary><c>Constructor parameter '{0}' of '{1}' is neither …</c>.</summary>
    public static readonly DiagnosticDescriptor UnknownService = Error(
        DiagnosticIds.UnknownService,
        "No service of the worker is known for a constructor parameter",
        "Constructor parameter '{0}' of '{1}' is neither [FromCaller], a keyed shared resource nor a type the worker's services can know; "
            + "register its type in an IWorkerStartup",
        Services);

    /// <summary><c>Several public constructors on '{0}'</c>.</summary>
    public static readonly DiagnosticDescriptor SeveralConstructors = Error(
        DiagnosticIds.SeveralConstructors,
        "A worker has several public constructors",
        "Several public constructors on '{0}'; mark one [ActivatorUtilitiesConstructor]",
        Services);
}
