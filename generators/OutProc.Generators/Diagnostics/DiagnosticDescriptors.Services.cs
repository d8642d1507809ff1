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

    /// <summary><c>Worker class '{0}' is registered in the host's services …</c>.</summary>
    public static readonly DiagnosticDescriptor WorkerAsService = Create(
        DiagnosticIds.WorkerAsService,
        "A worker class is registered as a service of the host",
        "Worker class '{0}' is registered in the host's services; calls would run in-process, use AddOutProc().AddWorker<{1}>()",
        Services,
        DiagnosticSeverity.Warning);

    /// <summary><c>[FromCaller] on parameter '{0}' of '{1}' …</c>.</summary>
    public static readonly DiagnosticDescriptor FromCallerWithoutSession = Error(
        DiagnosticIds.FromCallerWithoutSession,
        "Only a session has a caller to take arguments from",
        "[FromCaller] on parameter '{0}' of worker '{1}', whose lifetime is not Session; one process serves many callers",
        Services);

    /// <summary><c>Shared resource '{0}' is not declared …</c>.</summary>
    public static readonly DiagnosticDescriptor UndeclaredResource = Create(
        DiagnosticIds.UndeclaredResource,
        "A shared resource is not declared",
        "Shared resource '{0}' is not declared in this project; add it in AddOutProc(options => options.Shared…), declared are {1}",
        Services,
        DiagnosticSeverity.Warning);

    /// <summary><c>'{0}' given to WorkerStartup must implement IWorkerStartup …</c>.</summary>
    public static readonly DiagnosticDescriptor NotAStartup = Error(
        DiagnosticIds.NotAStartup,
        "The startup class of workers cannot be used",
        "'{0}' given to WorkerStartup must implement IWorkerStartup and have a public parameterless constructor",
        "OutProc.Hosting");
}
