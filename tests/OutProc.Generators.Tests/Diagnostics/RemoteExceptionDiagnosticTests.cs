using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0101 for classes marked <c>[RemoteException]</c>.</summary>
public sealed class RemoteExceptionDiagnosticTests
{
    [Theory]
    [InlineData("public sealed class Torn(string message) : Exception(message);")]
    [InlineData("public sealed class Torn : Exception;")]
    [InlineData("public sealed class Torn(long offset, string message, Exception? innerException) : IOException(message, innerException) { public long Offset { get; } = offset; }")]
    [InlineData("internal class Torn(string message) : InvalidOperationException(message) { public string? File { get; init; } public bool IsOld => File is null; }")]
    [InlineData("public class Torn(string message) : Exception(message) { [System.Runtime.Serialization.IgnoreDataMember] public Stream? Open { get; set; } }")]
    public Task Analyze_TypeThatCanBeMadeAgain_IsSilent(string declaration)
        => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>("[RemoteException]\n" + declaration);

    [Fact]
    public Task Analyze_PropertyThatNothingRestores_IsReportedThere() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteException]
        public sealed class Torn(string message) : Exception(message)
        {
            public long [|Offset|] { get; } = 17;
        }
        """,
        "error OP0101: property 'Offset' of exception 'Torn' cannot cross a process boundary: 'Offset' is 'long', "
            + "and no setter or constructor parameter of 'Torn' restores it; give it one, or mark it [IgnoreDataMember]");

    [Fact]
    public Task Analyze_PropertyThatCannotCross_NamesThePath() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed record Place(string Name, Stream Open);

        [RemoteException]
        public sealed class Torn(string message) : Exception(message)
        {
            public Place? [|Where|] { get; set; }
        }
        """,
        "error OP0103: property 'Where' of exception 'Torn' cannot cross: 'Where.Open' is 'Stream'; an open stream, pipe, reader or writer "
            + "belongs to this process, send ReadOnlyMemory<byte> or a path");

    [Theory]
    [InlineData("public sealed class [|Torn|](Stream open) : Exception(open.ToString());", "and no constructor can rebuild it from 'message', 'innerException' and its own properties")]
    [InlineData("public abstract class [|Torn|](string message) : Exception(message);", "an abstract class, of which there are no objects")]
    [InlineData("public sealed class [|Torn|];", "which is no exception")]
    public Task Analyze_TypeThatCannotBeMadeAgain_IsReported(string declaration, string reason) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        "[RemoteException]\n" + declaration,
        $"error OP0101: exception 'Torn' cannot cross a process boundary: 'Torn' is 'Torn', {reason}");
}
