using OutProc.Contracts;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public class WorkerEnvironmentTests
{
    [Theory]
    [InlineData("DOTNET_DiagnosticPorts")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("DOTNET_WATCH_ITERATION")]
    [InlineData("DOTNET_HOTRELOAD_NAMEDPIPE_NAME")]
    [InlineData("DOTNET_MODIFIABLE_ASSEMBLIES")]
    [InlineData("OUTPROC_MODE")]
    public void Build_HarmfulVariable_IsRemovedWhereverItComesFrom(string name)
    {
        var options = new LaunchOptions { Environment = { [name] = "from options" } };
        WorkerEnvironment.Build([new(name, "inherited")], options, 1).ShouldNotContainKey(name);
        WorkerEnvironment.Build([new(name, "inherited")], new LaunchOptions(), 1).ShouldNotContainKey(name);
    }

    [Fact]
    public void Build_Defaults_WinOverInheritedAndLoseToOptions()
    {
        var options = new LaunchOptions { Environment = { ["DOTNET_TieredPGO"] = "1", ["DOTNET_gcConcurrent"] = null } };
        Dictionary<string, string> built = WorkerEnvironment.Build([new("DOTNET_gcServer", "1"), new("PATH", "/bin")], options, 1);
        built["DOTNET_gcServer"].ShouldBe("0");
        built["DOTNET_TieredPGO"].ShouldBe("1");
        built.ShouldNotContainKey("DOTNET_gcConcurrent");
        built["PATH"].ShouldBe("/bin");
    }

    [Fact]
    public void Build_WithoutInheritance_HasDefaultsAndOptionsOnly()
    {
        var options = new LaunchOptions { InheritEnvironment = false, Environment = { ["MINE"] = "yes" } };
        WorkerEnvironment.Build([new("PATH", "/bin")], options, 2).Keys
            .ShouldBe(["DOTNET_gcServer", "DOTNET_gcConcurrent", "DOTNET_TieredPGO", "DOTNET_GCLOHThreshold", "DOTNET_GCgen0size", "MINE", "OUTPROC_DEPTH"], ignoreOrder: true);
    }

    [Fact]
    public void Build_Depth_IsPassedOn()
        => WorkerEnvironment.Build([new("OUTPROC_DEPTH", "7")], new LaunchOptions(), 2)["OUTPROC_DEPTH"].ShouldBe("2");

    [Theory]
    [InlineData("", "x")]
    [InlineData("A=B", "x")]
    [InlineData("A\0", "x")]
    [InlineData("A", "x\0y")]
    public void Build_ImpossibleVariable_FailsTheStart(string name, string value)
    {
        var options = new LaunchOptions { Environment = { [name] = value } };
        Should.Throw<WorkerStartException>(() => WorkerEnvironment.Build([], options, 1)).Reason.ShouldBe(WorkerStartFailure.SpawnFailed);
    }
}
