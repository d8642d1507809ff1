using System.Globalization;
using OutProc.Contracts;

namespace OutProc.Workers;

/// <summary>Puts the environment of a worker together.</summary>
internal static class WorkerEnvironment
{
    /// <summary>Variables that suspend, instrument or patch whatever .NET process sees them: meant for the host, harmful in each worker.</summary>
    private static readonly string[] s_removed = ["DOTNET_DiagnosticPorts", "DOTNET_STARTUP_HOOKS", "DOTNET_MODIFIABLE_ASSEMBLIES"];

    private static readonly string[] s_removedPrefixes = ["DOTNET_WATCH", "DOTNET_HOTRELOAD", "OUTPROC_"];

    /// <summary>Many processes share the machine: one heap each and no background threads they do not need; and they start sooner.</summary>
    private static readonly KeyValuePair<string, string>[] s_defaults =
    [
        new("DOTNET_gcServer", "0"),
        new("DOTNET_gcConcurrent", "0"),
        new("DOTNET_TieredPGO", "0"),

        // Arguments live as long as a call. Arrays of 85 KiB to 16 MiB on the large object heap get fresh pages after each of its collections, which
        // takes several times as long as to fill them; as young objects they get memory that is in the cache.
        new("DOTNET_GCLOHThreshold", "0x400000"),

        // By default as much as the last cache holds, which is not one worker's alone; beyond that fresh objects are in no cache.
        new("DOTNET_GCgen0size", "0x800000"),
    ];

    /// <param name="inherited">The host's variables.</param>
    /// <param name="options">The options, whose variables win over inherited ones and defaults.</param>
    /// <param name="depth">The depth of the worker.</param>
    /// <returns>The variables by name.</returns>
    /// <exception cref="WorkerStartException">The options name a variable that cannot exist.</exception>
    public static Dictionary<string, string> Build(IEnumerable<KeyValuePair<string, string>> inherited, LaunchOptions options, int depth)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.InheritEnvironment)
        {
            foreach ((string name, string value) in inherited)
            {
                variables[name] = value;
            }
        }

        foreach ((string name, string value) in s_defaults)
        {
            variables[name] = value;
        }

        foreach ((string name, string value) in Requested(options))
        {
            variables[name] = value;
        }

        foreach ((string name, string? value) in options.Environment)
        {
            Set(variables, name, value);
        }

        foreach (string name in variables.Keys)
        {
            if (IsHarmful(name))
            {
                variables.Remove(name);
            }
        }

        variables[WorkerDepth.Variable] = depth.ToString(CultureInfo.InvariantCulture);
        return variables;
    }

    /// <summary>The form in which a process is given its environment.</summary>
    public static List<string> ToBlock(Dictionary<string, string> variables)
    {
        var block = new List<string>(variables.Count);
        foreach ((string name, string value) in variables)
        {
            block.Add($"{name}={value}");
        }

        return block;
    }

    /// <summary>What other options say by way of variables.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Requested(LaunchOptions options)
    {
        if (options.Limits.GcHeapHardLimit is { } bytes)
        {
            // The runtime reads it as hexadecimal, with or without prefix.
            yield return new("DOTNET_GCHeapHardLimit", string.Create(CultureInfo.InvariantCulture, $"0x{bytes:X}"));
        }

        if (options.DumpFolder is { } folder)
        {
            yield return new("DOTNET_DbgEnableMiniDump", "1");
            yield return new("DOTNET_DbgMiniDumpName", Path.Combine(Path.GetFullPath(folder), CrashDump.NamePattern));
        }
    }

    private static void Set(Dictionary<string, string> variables, string name, string? value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0') || value?.Contains('\0') == true)
        {
            throw new WorkerStartException(
                WorkerStartFailure.SpawnFailed,
                $"Launch.Environment has a variable that cannot exist: the name '{name}' is empty, contains '=', or it or its value a null character.");
        }

        if (value is null)
        {
            variables.Remove(name);
        }
        else
        {
            variables[name] = value;
        }
    }

    private static bool IsHarmful(string name)
    {
        foreach (string removed in s_removed)
        {
            if (name.Equals(removed, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (string prefix in s_removedPrefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
