using Microsoft.Extensions.DependencyInjection;

namespace SharedLog;

/// <summary>Appends to a log file that other processes append to as well.</summary>
/// <param name="inherited">The lock that every worker inherits.</param>
/// <param name="holder">The process that has the lock, for those who want to kill it.</param>
/// <param name="abandoned">How often the lock came from a process that died with it.</param>
[RemoteWorker]
public sealed class LogWriter(
    [FromKeyedServices(SharedNames.Lock)] SharedLock inherited,
    [FromKeyedServices(SharedNames.Holder)] SharedValue<int> holder,
    [FromKeyedServices(SharedNames.Abandoned)] SharedValue<int> abandoned)
{
    /// <summary>Writes lines under the inherited lock.</summary>
    /// <param name="path">The log file.</param>
    /// <param name="writer">The number of the writer.</param>
    /// <param name="lines">How many lines of this writer the file shall have at the end.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    public Task AppendAsync(string path, int writer, int lines, CancellationToken cancellationToken)
        => AppendAsync(inherited, path, writer, lines, cancellationToken);

    /// <summary>Writes lines under a lock that is an argument.</summary>
    /// <param name="gate">The lock.</param>
    /// <param name="path">The log file.</param>
    /// <param name="writer">The number of the writer.</param>
    /// <param name="lines">How many lines of this writer the file shall have at the end.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    public async Task AppendWithAsync(SharedLock gate, string path, int writer, int lines, CancellationToken cancellationToken)
        => await AppendAsync(gate, path, writer, lines, cancellationToken);

    private async Task AppendAsync(SharedLock gate, string path, int writer, int lines, CancellationToken cancellationToken)
    {
        using var file = new LogFile(path);

        // A process that died may have written some of them.
        for (int written = -1; written < lines; written++)
        {
            await using SharedLockLease lease = await gate.AcquireAsync(cancellationToken);
            holder.Exchange(Environment.ProcessId);
            if (lease.WasAbandoned)
            {
                abandoned.Add(1);
                file.Repair();
            }

            if (written < 0)
            {
                written = file.CountOf(writer);
            }

            if (written < lines)
            {
                file.Append(new LogLine(writer, written));
            }

            holder.Exchange(0);
        }
    }
}
