using System.Text;
using OutProc.Contracts;

namespace OutProc.Workers;

/// <summary>
/// Finds the command that starts a worker with the application's own dependencies and none of its <c>Main</c>: this library by the .NET host, or
/// the application itself where it carries its runtime inside.
/// </summary>
internal static class WorkerHostLocator
{
    private const string DepsExtension = ".deps.json";
    private const string ConfigExtension = ".runtimeconfig.json";
    private const string LibraryFile = "OutProc.dll";

    /// <exception cref="WorkerStartException">Something is missing; the message names each path that was tried.</exception>
    public static WorkerCommand Locate(HostFacts facts, WorkerLocation? location = null)
    {
        if (location is not null)
        {
            return location.IsExecutable ? LocateProgram(facts, location) : LocateAssembly(facts, location);
        }

        if (CarriesItsRuntime(facts))
        {
            return ReExecute(facts);
        }

        var tried = new List<string>();
        string stem = FindApplication(facts, tried);
        string library = Find(
            facts,
            tried,
            "its own file, the program of every worker,",
            Path.Combine(Path.GetDirectoryName(stem)!, LibraryFile),
            facts.LibraryPath);
        string dotnet = FindDotnet(facts, tried);

        // An application built without a dependency file is resolved from its folder, which is this library's folder too.
        string[] deps = facts.FileExists(stem + DepsExtension) ? ["--depsfile", stem + DepsExtension] : [];
        return new WorkerCommand(dotnet, ["exec", .. deps, "--runtimeconfig", stem + ConfigExtension, library]);
    }

    private static WorkerCommand LocateProgram(HostFacts facts, WorkerLocation location)
        => new(Find(facts, [], "the worker's program (Launch.Location)", location.Resolve(facts.BaseDirectory)), []);

    private static WorkerCommand LocateAssembly(HostFacts facts, WorkerLocation location)
    {
        var tried = new List<string>();
        string assembly = Find(facts, tried, "the worker's assembly (Launch.Location)", location.Resolve(facts.BaseDirectory));
        string stem = Path.ChangeExtension(assembly, null);

        // Dependencies are resolved from the folder of the program that the .NET host is given.
        string library = Find(
            facts,
            tried,
            "OutProc.dll beside the worker's assembly; publish the worker into a folder of its own,",
            Path.Combine(Path.GetDirectoryName(stem)!, LibraryFile));
        string config = facts.FileExists(stem + ConfigExtension) ? stem : FindApplication(facts, tried);
        string[] deps = facts.FileExists(stem + DepsExtension) ? ["--depsfile", stem + DepsExtension] : [];
        return new WorkerCommand(FindDotnet(facts, tried), ["exec", .. deps, "--runtimeconfig", config + ConfigExtension, library]);
    }

    private static bool CarriesItsRuntime(HostFacts facts)
        => facts.LibraryPath.Length == 0
        || string.Equals(
            Path.TrimEndingDirectorySeparator(facts.RuntimeDirectory),
            Path.TrimEndingDirectorySeparator(facts.BaseDirectory),
            StringComparison.Ordinal);

    private static WorkerCommand ReExecute(HostFacts facts)
    {
        if (!facts.TryRunWasCalled)
        {
            throw new WorkerStartException(
                WorkerStartFailure.FileNotFound,
                "This application is published self-contained, as a single file or ahead of time, so there is no .NET host to run workers with: " +
                "it must be its own worker. Make this the first line of Main (or of the top-level statements): " +
                "if (OutProc.Workers.OutProcWorker.TryRun(args, out int exitCode)) { return exitCode; }");
        }

        return facts.ProcessPath is { } path
            ? new WorkerCommand(path, [])
            : throw new WorkerStartException(WorkerStartFailure.FileNotFound, "The path of this process's program is not known to the runtime.");
    }

    /// <summary>Finds the application's path without extension, by its runtime configuration.</summary>
    private static string FindApplication(HostFacts facts, List<string> tried)
    {
        var stems = new List<string>();
        string? firstDeps = facts.DepsFiles?.Split(';', 2)[0];
        if (firstDeps?.EndsWith(DepsExtension, StringComparison.Ordinal) == true)
        {
            stems.Add(firstDeps[..^DepsExtension.Length]);
        }

        if (facts.EntryAssembly is { } entry)
        {
            stems.Add(Path.Combine(facts.BaseDirectory, entry));
        }

        foreach (string stem in stems)
        {
            if (facts.FileExists(stem + ConfigExtension))
            {
                return stem;
            }

            tried.Add(stem + ConfigExtension);
        }

        throw NotFound("the application's runtime configuration", tried);
    }

    private static string FindDotnet(HostFacts facts, List<string> tried)
    {
        var candidates = new List<string>
        {
            // DOTNET/shared/Microsoft.NETCore.App/VERSION/
            Path.GetFullPath(Path.Combine(facts.RuntimeDirectory, "..", "..", "..", "dotnet")),
        };
        if (!string.IsNullOrEmpty(facts.DotnetRoot))
        {
            candidates.Add(Path.Combine(facts.DotnetRoot, "dotnet"));
        }

        if (Path.GetFileName(facts.ProcessPath) == "dotnet")
        {
            candidates.Add(facts.ProcessPath!);
        }

        return Find(facts, tried, "the .NET host", [.. candidates]);
    }

    private static string Find(HostFacts facts, List<string> tried, string what, params string[] candidates)
    {
        foreach (string candidate in candidates)
        {
            if (facts.FileExists(candidate))
            {
                return candidate;
            }

            tried.Add(candidate);
        }

        throw NotFound(what, tried);
    }

    private static WorkerStartException NotFound(string what, List<string> tried)
    {
        var message = new StringBuilder("OutProc cannot start workers: it did not find ").Append(what).Append(". Tried:");
        foreach (string path in tried)
        {
            message.Append("\n  ").Append(path);
        }

        return new WorkerStartException(WorkerStartFailure.FileNotFound, message.ToString());
    }
}
