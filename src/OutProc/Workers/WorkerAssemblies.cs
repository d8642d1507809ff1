using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text;
using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Protocol;

namespace OutProc.Workers;

/// <summary>Finds the class that serves a contract: in the assembly the contract names, else among the application's assemblies.</summary>
internal static class WorkerAssemblies
{
    /// <exception cref="WorkerStartFailedException">There is none; the message says where was looked.</exception>
    public static (Assembly Assembly, WorkerImplementation Implementation) Find(WelcomeMessage welcome)
        => welcome.WorkerAssembly is { } name ? FindIn(name, welcome) : Search(welcome);

    private static (Assembly, WorkerImplementation) FindIn(string name, WelcomeMessage welcome)
    {
        Assembly assembly;
        try
        {
            // A name that the host took from the contract's own descriptor; this end trusts its host, never the other way round.
            assembly = Assembly.Load(new AssemblyName(name));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            throw new WorkerStartFailedException(
                WorkerStartFailure.FileNotFound,
                $"The assembly '{name}', which declares the worker of {welcome.ContractName}, cannot be loaded. " +
                $"Looked for it among the assemblies of '{welcome.EntryAssemblyPath ?? welcome.EntryAssemblyName}' and in '{AppContext.BaseDirectory}'.",
                e);
        }

        return FindIn(assembly, welcome) is { } implementation
            ? (assembly, implementation)
            : throw new WorkerStartFailedException(
                WorkerStartFailure.ContractMismatch, $"The assembly '{assembly.FullName}' has no worker for the contract {welcome.ContractName}.");
    }

    private static WorkerImplementation? FindIn(Assembly assembly, WelcomeMessage welcome)
    {
        foreach (WorkerRegistrationAttribute registration in assembly.GetCustomAttributes<WorkerRegistrationAttribute>())
        {
            WorkerImplementation implementation = registration.Implementation;
            if (implementation.Contract.ContractName == welcome.ContractName)
            {
                return implementation;
            }
        }

        return null;
    }

    /// <summary>A contract of an assembly of its own does not know who serves it: the application does, or a library of the application.</summary>
    private static (Assembly, WorkerImplementation) Search(WelcomeMessage welcome)
    {
        var searched = new List<string>();
        foreach (Assembly assembly in Candidates())
        {
            searched.Add(assembly.GetName().Name!);
            if (FindIn(assembly, welcome) is { } implementation)
            {
                return (assembly, implementation);
            }
        }

        var message = new StringBuilder($"No assembly of the application has a worker for the contract {welcome.ContractName}. Searched: ")
            .AppendJoin(", ", searched)
            .Append(". Reference the worker's project, or say where it is with Launch.Location.");
        throw new WorkerStartFailedException(WorkerStartFailure.FileNotFound, message.ToString());
    }

    private static IEnumerable<Assembly> Candidates()
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            seen.Add(entry.GetName().Name!);
            yield return entry;
        }

        foreach (string path in Files())
        {
            // What does not know OutProc cannot have a worker; most of an application is not even opened.
            if (seen.Add(Path.GetFileNameWithoutExtension(path)) && AssemblyFile.References(path, typeof(WorkerAssemblies).Assembly.GetName().Name!))
            {
                yield return Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(path)));
            }
        }
    }

    /// <summary>The assemblies of the application without those of the runtime. A program ahead of time has none: all of it is the entry assembly's.</summary>
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Without a file there are no others to tell from it.")]
    private static IEnumerable<string> Files()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location) ?? "";
        string[] files = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string)?.Split(Path.PathSeparator) ?? [];
        foreach (string file in files)
        {
            string name = Path.GetFileName(file);
            if (Path.GetDirectoryName(file) != runtime
                && !name.StartsWith("System.", StringComparison.OrdinalIgnoreCase)
                && !name.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase))
            {
                yield return file;
            }
        }
    }
}
