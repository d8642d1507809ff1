using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace WontCompile;

/// <summary>
/// "No logger in the object, no file handle, no socket, no lambda": a queue said only that it "cannot serialize '_io.TextIOWrapper' object", and
/// the author searched three levels of objects for a day.
/// </summary>
public sealed record Job(string Url, Http Http);

/// <summary>The second level.</summary>
public sealed record Http(string Agent, Handler Handler);

/// <summary>The third level.</summary>
public sealed class Handler
{
    /// <summary>A file handle.</summary>
    public FileStream? File { get; set; }

    /// <summary>A logger.</summary>
    public ILogger<Handler>? Log { get; set; }

    /// <summary>A connection.</summary>
    public Socket? Connection { get; set; }

    /// <summary>A lambda.</summary>
    public Func<string, bool> Filter { get; set; } = url => url.Length > 0;
}
