using System.Runtime.InteropServices;

namespace AssemblyScan.Running;

/// <summary>
/// Ctrl-C and SIGTERM as a token. Workers do not see a Ctrl-C of the terminal: the host decides what becomes of them. A second signal ends
/// the process at once, and the workers with it.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode;

    public StopSignals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, exitCode: 130)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, exitCode: 143)),
    ];

    public CancellationToken Token => _stop.Token;

    /// <summary>128 and the number of the signal, as shells have it; 0 before the first signal.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context, int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
        {
            Environment.Exit(exitCode);
        }

        context.Cancel = true;
        _stop.Cancel();
    }
}
