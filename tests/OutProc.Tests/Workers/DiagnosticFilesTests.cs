using OutProc.Workers;

namespace OutProc.Tests.Workers;

public class DiagnosticFilesTests
{
    [Fact]
    public void ReadStartTime_NameWithSpacesAndParentheses_IsSkippedWhole()
    {
        const string Stat = "9123 (a ) b) (c) S 9069 9070 1082 0 -1 4194304 24455 0 126 0 202 28 0 0 20 0 20 0 229532 54448840704 41882 18";
        DiagnosticFiles.ReadStartTime(Stat).ShouldBe("229532");
    }
}
