using OutProc.Contracts;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public class WorkerHostLocatorTests
{
    private static readonly HostFacts s_apphost = new()
    {
        DepsFiles = "/app/Shop.deps.json;/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/Microsoft.NETCore.App.deps.json",
        BaseDirectory = "/app/",
        RuntimeDirectory = "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/",
        EntryAssembly = "Shop",
        LibraryPath = "/app/OutProc.dll",
        ProcessPath = "/app/Shop",
        FileExists = Files(
            "/app/Shop.deps.json", "/app/Shop.runtimeconfig.json", "/app/OutProc.dll", "/usr/share/dotnet/dotnet"),
    };

    [Fact]
    public void Locate_FrameworkDependentApplication_RunsTheLibraryWithTheApplicationsFiles()
    {
        WorkerCommand command = WorkerHostLocator.Locate(s_apphost);
        command.Path.ShouldBe("/usr/share/dotnet/dotnet");
        command.LeadingArguments.ShouldBe(
            ["exec", "--depsfile", "/app/Shop.deps.json", "--runtimeconfig", "/app/Shop.runtimeconfig.json", "/app/OutProc.dll"]);
    }

    [Fact]
    public void Locate_NoDependencyFile_LeavesItToTheFolder()
    {
        HostFacts facts = s_apphost with
        {
            DepsFiles = "/usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.0/Microsoft.NETCore.App.deps.json",
            FileExists = Files("/app/Shop.runtimeconfig.json", "/app/OutProc.dll", "/usr/share/dotnet/dotnet"),
        };
        WorkerHostLocator.Locate(facts).LeadingArguments.ShouldBe(["exec", "--runtimeconfig", "/app/Shop.runtimeconfig.json", "/app/OutProc.dll"]);
    }

    [Fact]
    public void Locate_HostedByAnotherProgram_TakesTheFilesTheHostWasGiven()
    {
        // A test host is the entry assembly, but the tests' own files were given on its command line.
        HostFacts facts = s_apphost with { EntryAssembly = "testhost", ProcessPath = "/usr/share/dotnet/dotnet" };
        WorkerHostLocator.Locate(facts).LeadingArguments.ShouldContain("/app/Shop.runtimeconfig.json");
    }

    [Fact]
    public void Locate_LibraryNotBesideTheApplication_UsesTheOneThatIsLoaded()
    {
        HostFacts facts = s_apphost with
        {
            LibraryPath = "/packages/outproc/lib/OutProc.dll",
            FileExists = Files("/app/Shop.runtimeconfig.json", "/packages/outproc/lib/OutProc.dll", "/usr/share/dotnet/dotnet"),
        };
        WorkerHostLocator.Locate(facts).LeadingArguments[^1].ShouldBe("/packages/outproc/lib/OutProc.dll");
    }

    [Theory]
    [InlineData("/opt/dotnet", "/app/Shop", "/opt/dotnet/dotnet")]
    [InlineData(null, "/snap/dotnet/dotnet", "/snap/dotnet/dotnet")]
    public void Locate_HostNotAboveTheRuntime_LooksFurther(string? dotnetRoot, string processPath, string expected)
    {
        HostFacts facts = s_apphost with
        {
            DotnetRoot = dotnetRoot,
            ProcessPath = processPath,
            FileExists = Files("/app/Shop.runtimeconfig.json", "/app/OutProc.dll", expected),
        };
        WorkerHostLocator.Locate(facts).Path.ShouldBe(expected);
    }

    [Fact]
    public void Locate_AssemblyElsewhere_RunsItsOwnLibraryWithItsOwnFiles()
    {
        HostFacts facts = s_apphost with
        {
            FileExists = Files(
                "/app/workers/Images/Images.dll",
                "/app/workers/Images/Images.deps.json",
                "/app/workers/Images/Images.runtimeconfig.json",
                "/app/workers/Images/OutProc.dll",
                "/usr/share/dotnet/dotnet"),
        };
        WorkerCommand command = WorkerHostLocator.Locate(facts, WorkerLocation.Assembly("workers/Images/Images.dll"));
        command.Path.ShouldBe("/usr/share/dotnet/dotnet");
        command.LeadingArguments.ShouldBe(
        [
            "exec", "--depsfile", "/app/workers/Images/Images.deps.json",
            "--runtimeconfig", "/app/workers/Images/Images.runtimeconfig.json", "/app/workers/Images/OutProc.dll",
        ]);
    }

    [Fact]
    public void Locate_ClassLibraryElsewhere_RunsWithTheApplicationsConfiguration()
    {
        HostFacts facts = s_apphost with
        {
            FileExists = Files("/opt/w/Images.dll", "/opt/w/OutProc.dll", "/app/Shop.runtimeconfig.json", "/usr/share/dotnet/dotnet"),
        };
        WorkerHostLocator.Locate(facts, WorkerLocation.Assembly("/opt/w/Images.dll")).LeadingArguments.ShouldBe(
            ["exec", "--runtimeconfig", "/app/Shop.runtimeconfig.json", "/opt/w/OutProc.dll"]);
    }

    [Fact]
    public void Locate_AssemblyElsewhereWithoutTheLibrary_SaysWhatToDo()
    {
        HostFacts facts = s_apphost with { FileExists = Files("/opt/w/Images.dll", "/app/OutProc.dll", "/usr/share/dotnet/dotnet") };
        WorkerStartException error = Should.Throw<WorkerStartException>(
            () => WorkerHostLocator.Locate(facts, WorkerLocation.Assembly("/opt/w/Images.dll")));
        error.Reason.ShouldBe(WorkerStartFailure.FileNotFound);
        error.Message.ShouldContain("/opt/w/OutProc.dll");
        error.Message.ShouldContain("publish the worker into a folder of its own");
    }

    [Fact]
    public void Locate_Program_IsStartedAsItIs()
    {
        HostFacts facts = s_apphost with { FileExists = Files("/app/workers/Images/Images") };
        WorkerCommand command = WorkerHostLocator.Locate(facts, WorkerLocation.Executable("workers/Images/Images"));
        command.Path.ShouldBe("/app/workers/Images/Images");
        command.LeadingArguments.ShouldBeEmpty();
    }

    [Fact]
    public void Locate_LocationThatDoesNotExist_NamesThePath()
    {
        HostFacts facts = s_apphost with { FileExists = Files() };
        foreach (WorkerLocation location in (WorkerLocation[])[WorkerLocation.Assembly("w/I.dll"), WorkerLocation.Executable("w/I.dll")])
        {
            WorkerStartException error = Should.Throw<WorkerStartException>(() => WorkerHostLocator.Locate(facts, location));
            error.Message.ShouldContain("Launch.Location");
            error.Message.ShouldContain("/app/w/I.dll");
        }
    }

    [Fact]
    public void Locate_NoHost_NamesEachPathTried()
    {
        HostFacts facts = s_apphost with
        {
            DotnetRoot = "/opt/dotnet",
            ProcessPath = "/elsewhere/dotnet",
            FileExists = Files("/app/Shop.runtimeconfig.json", "/app/OutProc.dll"),
        };
        WorkerStartException error = Should.Throw<WorkerStartException>(() => WorkerHostLocator.Locate(facts));
        error.Reason.ShouldBe(WorkerStartFailure.FileNotFound);
        error.Message.ShouldContain("/usr/share/dotnet/dotnet");
        error.Message.ShouldContain("/opt/dotnet/dotnet");
        error.Message.ShouldContain("/elsewhere/dotnet");
    }

    [Fact]
    public void Locate_NoRuntimeConfiguration_NamesEachPathTried()
    {
        HostFacts facts = s_apphost with { EntryAssembly = "Store", FileExists = Files() };
        WorkerStartException error = Should.Throw<WorkerStartException>(() => WorkerHostLocator.Locate(facts));
        error.Message.ShouldContain("/app/Shop.runtimeconfig.json");
        error.Message.ShouldContain("/app/Store.runtimeconfig.json");
    }

    [Theory]
    [InlineData("", "/app/")]
    [InlineData("/app/OutProc.dll", "/app")]
    public void Locate_ApplicationCarriesItsRuntime_RunsTheApplicationItself(string libraryPath, string runtimeDirectory)
    {
        HostFacts facts = s_apphost with { LibraryPath = libraryPath, RuntimeDirectory = runtimeDirectory, TryRunWasCalled = true };
        WorkerCommand command = WorkerHostLocator.Locate(facts);
        command.Path.ShouldBe("/app/Shop");
        command.LeadingArguments.ShouldBeEmpty();
    }

    [Fact]
    public void Locate_ApplicationCarriesItsRuntimeAndNeverAsked_SaysWhichLineToAdd()
    {
        WorkerStartException error = Should.Throw<WorkerStartException>(
            () => WorkerHostLocator.Locate(s_apphost with { LibraryPath = "" }));
        error.Message.ShouldContain("if (OutProc.Workers.OutProcWorker.TryRun(args, out int exitCode)) { return exitCode; }");
    }

    private static Func<string, bool> Files(params string[] files) => path => Array.IndexOf(files, path) >= 0;
}
