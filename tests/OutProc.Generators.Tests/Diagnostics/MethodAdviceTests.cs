using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0105, OP0107.</summary>
public sealed class MethodAdviceTests
{
    [Theory]
    [InlineData("byte[]", "byte")]
    [InlineData("List<(int X, int Y)>", "(int X, int Y)")]
    [InlineData("Guid[]?", "Guid")]
    public Task Analyze_BlockOfValues_SuggestsMemory(string type, string element) => AnalyzerRun.VerifyAsync<MethodAdviceAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Images
        {
            public int Count({{type}} [|image|], CancellationToken token) => 0;
        }
        """,
        $"info OP0105: Parameter 'image' of 'Images.Count' is '{type.TrimEnd('?')}', copied by value on each call; "
            + $"ReadOnlyMemory<{element}> lets callers send a part of what they have");

    [Fact]
    public Task Analyze_WhatIsNoBlock_IsSilent() => AnalyzerRun.VerifySoundAsync<MethodAdviceAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Images
        {
            public byte[] Shrink(ReadOnlyMemory<byte> image, string[] names, int size, CancellationToken token) => image.ToArray();

            public int Sum(CancellationToken token, params int[] values) => values.Sum();

            [RemoteIgnore] public int Local(byte[] image) => image.Length;

            private int Hidden(byte[] image) => image.Length;
        }

        public sealed class Other { public int Count(byte[] image) => image.Length; }
        """);

    [Fact]
    public Task Analyze_NoToken_NamesTheMethod() => AnalyzerRun.VerifyAsync<MethodAdviceAnalyzer>(
        """
        public abstract class Base { public int Inherited() => 0; }

        [RemoteWorker]
        public sealed class Crawler : Base, IDisposable
        {
            public int [|Count|]() => 0;
            public Task [|RunAsync|](string url) => Task.CompletedTask;
            public Task StopAsync(CancellationToken token) => Task.CompletedTask;
            public void Dispose() { }
        }
        """,
        "info OP0107: 'Crawler.Count' takes no CancellationToken; cancelling a call can only kill the worker",
        "info OP0107: 'Crawler.RunAsync' takes no CancellationToken; cancelling a call can only kill the worker");

    [Fact]
    public Task Analyze_DeclaredContract_IsAdvisedInsteadOfItsWorker() => AnalyzerRun.VerifyAsync<MethodAdviceAnalyzer>(
        """
        [RemoteContract]
        public partial interface ICrawler { ValueTask<int> [|CountAsync|](string url); }

        [RemoteWorker<ICrawler>]
        public sealed class Crawler : ICrawler { public ValueTask<int> CountAsync(string url) => new(0); }
        """,
        "info OP0107: 'ICrawler.CountAsync' takes no CancellationToken; cancelling a call can only kill the worker");
}
