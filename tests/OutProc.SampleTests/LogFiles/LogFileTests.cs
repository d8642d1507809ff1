using SharedLog;

namespace OutProc.SampleTests.LogFiles;

/// <summary>The log file that many processes append to.</summary>
public sealed class LogFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string FileName => _folder["app.log"];

    [Theory]
    [InlineData("", "")]
    [InlineData("half a li", "")]
    [InlineData("one\ntwo\n", "one\ntwo\n")]
    [InlineData("one\ntwo\nthr", "one\ntwo\n")]
    public void Repair_AnyEnd_LeavesWholeLines(string before, string after)
    {
        File.WriteAllText(FileName, before);

        using (var file = new LogFile(FileName))
        {
            file.Repair();
        }

        File.ReadAllText(FileName).ShouldBe(after);
    }

    [Fact]
    public void Repair_LongRest_FindsTheLineBefore()
    {
        File.WriteAllText(FileName, "one\n" + new string('x', 10_000));

        using (var file = new LogFile(FileName))
        {
            file.Repair();
        }

        File.ReadAllText(FileName).ShouldBe("one\n");
    }

    [Fact]
    public void Append_AfterOthers_CountsOwnLines()
    {
        using var file = new LogFile(FileName);
        file.Append(new LogLine(0, 0));
        file.Append(new LogLine(1, 0));
        file.Append(new LogLine(0, 1));

        file.CountOf(0).ShouldBe(2);
        file.CountOf(1).ShouldBe(1);
        file.CountOf(2).ShouldBe(0);
        LogCheck.Of(FileName, writers: 2, lines: 1).ShouldBe(new LogCheck(Broken: 1, Missing: 0, Repeated: 0), "the second line of writer 0 is not expected");
    }

    [Fact]
    public void Check_DamagedFile_IsCounted()
    {
        string whole = new LogLine(0, 0).ToString();
        File.WriteAllLines(FileName, [whole, whole, whole[..^1], "request 0/1 request 1/0"]);

        LogCheck check = LogCheck.Of(FileName, writers: 1, lines: 3);

        check.ShouldBe(new LogCheck(Broken: 2, Missing: 2, Repeated: 1));
        check.IsSound.ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();
}
