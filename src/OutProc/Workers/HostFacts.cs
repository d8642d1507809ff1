using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace OutProc.Workers;

/// <summary>What this process knows of itself and a worker must be started with. Separate from the rules, so that these can be tested.</summary>
internal sealed record HostFacts
{
    /// <summary>The dependency files the host was started with, separated by semicolons; the application's is the first.</summary>
    public string? DepsFiles { get; init; }

    /// <summary>The folder of the application.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>The folder of the base class library.</summary>
    public required string RuntimeDirectory { get; init; }

    /// <summary>The simple name of the entry assembly.</summary>
    public string? EntryAssembly { get; init; }

    /// <summary>The file of this library; empty in a single-file application and under Native AOT.</summary>
    public required string LibraryPath { get; init; }

    /// <summary>The program of this process.</summary>
    public string? ProcessPath { get; init; }

    /// <summary>The value of <c>DOTNET_ROOT</c>.</summary>
    public string? DotnetRoot { get; init; }

    /// <summary>Whether <see cref="OutProcWorker.TryRun"/> was called.</summary>
    public bool TryRunWasCalled { get; init; }

    public Func<string, bool> FileExists { get; init; } = File.Exists;

    /// <summary>The facts of this process.</summary>
    [UnconditionalSuppressMessage(
        "SingleFile", "IL3000", Justification = "The empty location is how a single-file application is recognised.")]
    public static HostFacts Collect() => new()
    {
        DepsFiles = AppContext.GetData("APP_CONTEXT_DEPS_FILES") as string,
        BaseDirectory = AppContext.BaseDirectory,
        RuntimeDirectory = RuntimeEnvironment.GetRuntimeDirectory(),
        EntryAssembly = Assembly.GetEntryAssembly()?.GetName().Name,
        LibraryPath = typeof(HostFacts).Assembly.Location,
        ProcessPath = Environment.ProcessPath,
        DotnetRoot = Environment.GetEnvironmentVariable("DOTNET_ROOT"),
        TryRunWasCalled = OutProcWorker.WasAsked,
    };
}
