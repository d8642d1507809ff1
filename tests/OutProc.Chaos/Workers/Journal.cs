using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace OutProc.Chaos.Workers;

/// <summary>What this process has executed: the id of each call, in a file that outlives the process.</summary>
internal sealed class Journal : IDisposable
{
    /// <summary>The environment variable that names the folder of the journals.</summary>
    public const string Variable = "CHAOS_JOURNAL";

    private readonly SafeFileHandle _file;
    private readonly Lock _lock = new();
    private long _length;

    public Journal()
    {
        string folder = Environment.GetEnvironmentVariable(Variable)
            ?? throw new InvalidOperationException($"The environment variable {Variable} does not say where the journal goes.");
        string name = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        _file = File.OpenHandle(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);
    }

    /// <summary>Writes an execution down before anything else is done. One system call: a kill comes before it or after it.</summary>
    public void Write(long callId)
    {
        lock (_lock)
        {
            RandomAccess.Write(_file, BitConverter.GetBytes(callId), _length);
            _length += sizeof(long);
        }
    }

    public void Dispose() => _file.Dispose();
}
