using System.Diagnostics;
using System.Reflection;

namespace OutProc.SampleTests.EndToEnd;

/// <summary>The sample whose client has only the contract.</summary>
public sealed class ContractFirstTests
{
    private static readonly string s_folder = typeof(ContractFirstTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ContractFirst").Value!;

    [Fact]
    public async Task Run_WithoutTheWorkersAssembly_FindsTheWorkerInItsFolder()
    {
        SampleRun run = await RunAsync();
        run.Error.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
        run.Output.ReplaceLineEndings("\n").ShouldBe(
            """
            Moby-Dick: 22 words
            The Old Man and the Sea: 14 words
            Walden: 9 words
            3 x The Old Man and the Sea
            2 x Moby-Dick
            found by ContractFirst.Worker in a process of its own

            """);
    }

    [Fact]
    public async Task Run_QueryGiven_FindsThat()
        => (await RunAsync("woods")).Output.ShouldContain("1 x Walden");

    [Fact]
    public void Build_OfTheClient_KeepsTheWorkerInAFolderOfItsOwn()
    {
        File.Exists(Path.Join(s_folder, "ContractFirst.Worker.dll")).ShouldBeFalse();
        foreach (string file in (string[])["ContractFirst.Worker.dll", "ContractFirst.Worker.deps.json", "ContractFirst.Contract.dll", "OutProc.dll"])
        {
            File.Exists(Path.Join(s_folder, "workers", "ContractFirst.Worker", file)).ShouldBeTrue(file);
        }
    }

    private static Task<SampleRun> RunAsync(params string[] args)
    {
        Process process = SampleRun.StartCommand(SampleRun.DotNet, [Path.Join(s_folder, "ContractFirst.Client.dll"), .. args]);
        return SampleRun.ToEndAsync(process);
    }
}
