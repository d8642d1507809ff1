using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace OutProc.Diagnostics;

/// <summary>The user's loggers, except that they cannot throw: a sink that fails, or was disposed early, must not fail a start or strand a
/// call.</summary>
internal sealed class GuardedLoggerFactory(ILoggerFactory inner) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName)
    {
        try
        {
            return new GuardedLogger(inner.CreateLogger(categoryName));
        }
        catch (Exception)
        {
            // Expected of a factory whose container is gone already.
            return NullLogger.Instance;
        }
    }

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // The loggers stay their owner's.
    }
}
