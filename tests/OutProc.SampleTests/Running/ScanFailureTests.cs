using AssemblyScan.Running;

namespace OutProc.SampleTests.Running;

public sealed class ScanFailureTests
{
    public static TheoryData<Exception> OfTheScan =>
    [
        new OperationCanceledException(),
        new TaskCanceledException(),
        new ObjectDisposedException("pool"),
        new PlatformNotSupportedException(),
    ];

    public static TheoryData<Exception> OfOneFile =>
    [
        new BadImageFormatException(),
        new FileNotFoundException(),
        new UnauthorizedAccessException(),
        new OverflowException(),
    ];

    [Theory]
    [MemberData(nameof(OfOneFile))]
    public void ConcernsOneFile_WorkersOwnException_IsTrue(Exception exception) => ScanFailure.ConcernsOneFile(exception).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(OfTheScan))]
    public void ConcernsOneFile_EndOfTheScan_IsFalse(Exception exception) => ScanFailure.ConcernsOneFile(exception).ShouldBeFalse();

    [Fact]
    public void Describe_Exception_NamesTypeAndMessage()
    {
        ScanFailure.Describe(new BadImageFormatException("Not good.")).ShouldBe("System.BadImageFormatException: Not good.");
    }
}
