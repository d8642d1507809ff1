using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0304, OP0305 and OP0308: methods whose form no contract can have.</summary>
public sealed class MethodFormDiagnosticTests
{
    [Theory]
    [InlineData("public T Get<T>(T value) => value;")]
    [InlineData("public List<T> Get<T, U>(Func<T> make, U[] more) where T : class, new() => [];")]
    [InlineData("public void Get<T>() { }")]
    public Task Analyze_GenericMethod_IsReportedOnce(string method) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Store
        {
            public int Sound() => 1;
            {{method.Replace(" Get<", " [|Get|]<", StringComparison.Ordinal)}}
        }

        public sealed class Page(IStore store)
        {
            public ValueTask<int> LoadAsync() => store.SoundAsync();
        }
        """,
        "error OP0304: 'Store.Get' is generic; a method id needs closed types, so write a method for each type or a generic worker class");

    [Theory]
    [InlineData("public void Set(ref int [|value|]) { }")]
    [InlineData("public void Set(out Stream [|value|]) => value = null!;")]
    [InlineData("public void Set(in DateTime [|value|]) { }")]
    [InlineData("public void Set(ref readonly int [|value|]) { }")]
    [InlineData("public void Set(ref CancellationToken [|value|]) { }")]
    [InlineData("public [|ref int|] Set() => ref _value;")]
    [InlineData("public [|ref readonly int|] Set() => ref _value;")]
    public Task Analyze_Reference_IsReportedOnce(string method) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Store
        {
            private int _value = 1;

            public int Sound() => _value;
            {{method}}
        }

        public sealed class Page(IStore store)
        {
            public ValueTask<int> LoadAsync() => store.SoundAsync();
        }
        """,
        "error OP0305: 'Store.Set' has a ref, out or in parameter or a ref return; references end at the boundary of the process, return a tuple");

    [Theory]
    [InlineData("CancellationToken [|token|], int value")]
    [InlineData("int value, CancellationToken [|first|], CancellationToken second")]
    [InlineData("CancellationToken [|token|] = default, int value = 1")]
    [InlineData("CancellationToken [|token|], params int[] value")]
    public Task Analyze_TokenNotLast_LeavesTheContractCallable(string parameters) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Store
        {
            public void Set({{parameters}}) { }
        }

        public sealed class Page(IStore store)
        {
            public ValueTask SaveAsync(CancellationToken ct) => store.SetAsync({{(parameters.Contains("params", StringComparison.Ordinal) ? "[1]" : "1")}}, ct);
        }
        """,
        "error OP0308: 'Store.Set' has more than one CancellationToken, or it is not last");

    [Fact]
    public Task Analyze_InheritedMethods_AreReportedWhereTheyAre() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public abstract class Base
        {
            public virtual void Swap(ref int [|x|]) { }
            public virtual void Hidden<T>() { }
        }

        [RemoteWorker]
        public sealed class Store : Base
        {
            [RemoteIgnore] public override void Hidden<T>() { }
        }
        """,
        "error OP0305: 'Store.Swap' has a ref, out or in parameter or a ref return; references end at the boundary of the process, return a tuple");

    [Fact]
    public Task Analyze_PartialClassOverSeveralParts_ReportsOnce() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public partial class Store { public void Set(ref int [|x|]) { } }
        [RemoteWorker] public partial class Store { public partial void Run(); }
        public partial class Store { public partial void Run() { } }
        """,
        "error OP0305: 'Store.Set' has a ref, out or in parameter or a ref return; references end at the boundary of the process, return a tuple");

    [Fact]
    public Task Analyze_SoundForms_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Store : IComparer<string>
        {
            private int _value;

            public void Optional(int x = 1, CancellationToken ct = default) { }
            public void Array(params int[] values) => _value = values.Length;
            internal static T Closed<T>(T value) where T : struct => Local(ref value);
            public (bool, int) Tuple(string text) => (int.TryParse(text, out int value), value);
            [RemoteIgnore] public void Ignored(ref int x, out int y) => y = x;
            private static T Local<T>(ref T value) => value;
            internal ref int Internal() => ref _value;
            int IComparer<string>.Compare(string? x, string? y) => 0;
        }
        """);
}
