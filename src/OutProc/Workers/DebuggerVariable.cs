using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>The environment variable <c>OUTPROC_DEBUG</c>: <c>wait</c> or <c>launch</c>, and after a colon the worker that is meant.</summary>
internal static class DebuggerVariable
{
    public const string Name = "OUTPROC_DEBUG";

    /// <summary>What the variable asks of a worker.</summary>
    /// <param name="value">The variable's value, or <c>null</c>.</param>
    /// <param name="worker">The short name of the worker.</param>
    public static DebuggerRequest For(string? value, string worker)
        => TryParse(value, out DebuggerRequest request, out string? only)
            && (only is null || string.Equals(only, worker, StringComparison.OrdinalIgnoreCase))
            ? request
            : DebuggerRequest.None;

    /// <summary>Whether the value can be understood.</summary>
    public static bool IsValid(string? value) => TryParse(value, out _, out _);

    private static bool TryParse(string? value, out DebuggerRequest request, out string? worker)
    {
        request = DebuggerRequest.None;
        worker = null;
        if (string.IsNullOrWhiteSpace(value))
        {
            return true;
        }

        int colon = value.IndexOf(':', StringComparison.Ordinal);
        string verb = (colon < 0 ? value : value[..colon]).Trim();
        worker = colon < 0 ? null : value[(colon + 1)..].Trim();
        request = verb.ToUpperInvariant() switch
        {
            "WAIT" => DebuggerRequest.Wait,
            "LAUNCH" => DebuggerRequest.Launch,
            _ => DebuggerRequest.None,
        };
        return request != DebuggerRequest.None && worker is not "";
    }
}
