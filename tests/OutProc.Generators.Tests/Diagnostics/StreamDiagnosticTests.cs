using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0103.</summary>
public sealed class StreamDiagnosticTests
{
    [Theory]
    [InlineData("System.IO.Stream", "Stream")]
    [InlineData("System.IO.FileStream", "FileStream")]
    [InlineData("System.IO.TextReader", "TextReader")]
    [InlineData("System.IO.StreamWriter", "StreamWriter")]
    [InlineData("System.IO.BinaryReader", "BinaryReader")]
    [InlineData("System.IO.Pipelines.PipeReader", "PipeReader")]
    public Task Analyze_Parameter_SaysWhatToSend(string type, string shown) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Images
        {
            public int Count({{type}} [|image|]) => 0;
        }

        public sealed class Page(IImages images)
        {
            public ValueTask<int> LoadAsync({{type}} image) => images.CountAsync(image);
        }
        """,
        $"error OP0103: parameter 'image' of 'Images.Count' cannot cross: 'image' is '{shown}'; "
            + "an open stream, pipe, reader or writer belongs to this process, send ReadOnlyMemory<byte> or a path");

    [Fact]
    public Task Analyze_Result_NamesTheReturnType() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Images
        {
            public [|(int Size, System.IO.MemoryStream Body)|] Open(string path) => default;
        }
        """,
        "error OP0103: the result of 'Images.Open' cannot cross: 'result.Body' is 'MemoryStream'; "
            + "an open stream, pipe, reader or writer belongs to this process, send ReadOnlyMemory<byte> or a path");

    [Fact]
    public Task Analyze_BytesAndIgnoredMethods_AreSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Images
        {
            public ReadOnlyMemory<byte> Shrink(ReadOnlyMemory<byte> image) => image;

            [RemoteIgnore] public System.IO.Stream OpenLocal(string path) => System.IO.File.OpenRead(path);
        }
        """);

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Images
        {
        #pragma warning disable OP0103
            public void Shrink(System.IO.Stream image) { }
        #pragma warning restore OP0103
        }
        """);
}
