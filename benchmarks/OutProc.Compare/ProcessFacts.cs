using System.Runtime;

namespace OutProc.Compare;

/// <summary>What a process can say of itself and its machine.</summary>
internal static class ProcessFacts
{
    /// <summary>The mode of the garbage collector, which decides what large arrays cost.</summary>
    public static string GarbageCollector()
    {
        IReadOnlyDictionary<string, object> settings = GC.GetConfigurationVariables();
        bool concurrent = settings.TryGetValue("ConcurrentGC", out object? value) && value is true;
        string large = settings.TryGetValue("GCLOHThreshold", out object? size) ? $" large objects from {size}" : "";
        return $"{(GCSettings.IsServerGC ? "server" : "workstation")} {(concurrent ? "concurrent" : "non-concurrent")}{large}";
    }

    public static string Processor()
    {
        string? model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return model is null ? "unknown processor" : model[(model.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    public static string Kernel() => File.ReadAllText("/proc/sys/kernel/osrelease").Trim();

    /// <summary>How many tasks wanted a processor in the last minute; figures of a busy machine are worth little.</summary>
    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];
}
