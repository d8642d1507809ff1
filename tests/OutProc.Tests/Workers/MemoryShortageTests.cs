using OutProc.Contracts;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public sealed class MemoryShortageTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Explains_KilledAfterTheKernelCountedAKill_Yes()
    {
        File.WriteAllText(_file, "low 0\noom 1\noom_kill 3\n");
        var shortage = MemoryShortage.Watch("/no/such/file", _file);

        shortage.Explains(Exit(signal: 9)).ShouldBeFalse("nothing was counted since");
        File.WriteAllText(_file, "low 0\noom 2\noom_kill 4\n");
        shortage.Explains(Exit(signal: 9)).ShouldBeTrue();
        shortage.Explains(Exit(signal: 15)).ShouldBeFalse();
    }

    [Fact]
    public void Explains_NoCounter_No() => MemoryShortage.Watch("/no/such/file").Explains(Exit(signal: 9)).ShouldBeFalse();

    [Theory]
    [InlineData("Out of memory.\n", true)]
    [InlineData("Unhandled exception. System.OutOfMemoryException: Insufficient memory\n", true)]
    [InlineData("Unhandled exception. System.InvalidOperationException: x\n", false)]
    public void Explains_Aborted_ByWhatTheRuntimeSaid(string stderr, bool expected)
        => MemoryShortage.Watch().Explains(Exit(signal: 6, stderr)).ShouldBe(expected);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Explains_AbortedWithoutAWord_IfMemoryWasLimited(bool isLimited)
        => MemoryShortage.Watch()
            .Explains(Exit(signal: 6, "Cannot print exception string because Exception.ToString() failed.\n"), isLimited)
            .ShouldBe(isLimited);

    public void Dispose() => File.Delete(_file);

    private static WorkerExitInfo Exit(int signal, string stderr = "") => new() { ProcessId = 1, Signal = signal, StderrTail = stderr };
}
