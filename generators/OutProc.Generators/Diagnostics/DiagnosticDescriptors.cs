using Microsoft.CodeAnalysis;

namespace OutProc.Generators.Diagnostics;

/// <summary>
/// What each diagnostic says. The first argument names the parameter or result and its method, the second is the full member path.
/// </summary>
internal static partial class DiagnosticDescriptors
{
    private const string HelpLink = "https://github.com/outproc/outproc/blob/main/docs/diagnostics/";
    private const string Data = "OutProc.Data";

    /// <summary><c>{0} cannot cross a process boundary: '{1}' is '{2}', {3}</c>.</summary>
    public static readonly DiagnosticDescriptor CannotCross = Error(
        DiagnosticIds.CannotCross,
        "A value cannot cross a process boundary",
        "{0} cannot cross a process boundary: '{1}' is '{2}', {3}");

    /// <summary><c>{0} cannot cross: '{1}' is a delegate or expression ('{2}')</c>.</summary>
    public static readonly DiagnosticDescriptor CodeCannotCross = Error(
        DiagnosticIds.CodeCannotCross,
        "Code cannot be sent to another process",
        "{0} cannot cross: '{1}' is a delegate or expression ('{2}'); code cannot be sent to another process, "
            + "make it a method of the worker");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}'; an open stream …</c>.</summary>
    public static readonly DiagnosticDescriptor OpenStream = Error(
        DiagnosticIds.OpenStream,
        "An open stream belongs to the process that opened it",
        "{0} cannot cross: '{1}' is '{2}'; an open stream, pipe, reader or writer belongs to this process, "
            + "send ReadOnlyMemory<byte> or a path");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}'; loggers are injected …</c>.</summary>
    public static readonly DiagnosticDescriptor Logger = Error(
        DiagnosticIds.Logger,
        "Loggers are injected into the worker",
        "{0} cannot cross: '{1}' is '{2}'; loggers are injected into the worker, remove it from the data");

    /// <summary><c>{0} cannot cross: '{1}' is '{2}', a live connection …</c>.</summary>
    public static readonly DiagnosticDescriptor LiveConnection = Error(
        DiagnosticIds.LiveConnection,
        "A live connection belongs to the process that made it",
        "{0} cannot cross: '{1}' is '{2}', a live connection; send the endpoint or connection string and open it in the worker");

    private static DiagnosticDescriptor Error(string id, string title, string message, string category = Data)
        => Create(id, title, message, category, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Create(string id, string title, string message, string category, DiagnosticSeverity severity)
        => new(id, title, message, category, severity, isEnabledByDefault: true, helpLinkUri: $"{HelpLink}{id}.md");
}
