using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0303, OP0316 and OP0402: classes that cannot be workers.</summary>
public sealed class WorkerFormDiagnosticTests
{
    [Theory]
    [InlineData("public class Outer { [RemoteWorker] private class [|Store|] { public int Get() => 1; } }")]
    [InlineData("public class Outer { [RemoteWorker] protected class [|Store|] { public int Get() => 1; } }")]
    [InlineData("public class Outer { [RemoteWorker] private protected class [|Store|] { public int Get() => 1; } }")]
    [InlineData("public class Outer { private class Middle { [RemoteWorker] public class [|Store|] { public int Get() => 1; } } }")]
    [InlineData("[RemoteWorker] file class [|Store|] { public int Get() => 1; }")]
    [InlineData("file class Outer { [RemoteWorker] public class [|Store|] { public int Get() => 1; } }")]
    public Task Analyze_WorkerOutOfReach_KeepsTheInterface(string worker) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{worker}}

        internal sealed class Page(IStore store)
        {
            public ValueTask<int> LoadAsync() => store.GetAsync();
        }
        """,
        "error OP0303: 'Store' or a containing type is not accessible to generated code; make it internal or public");

    [Theory]
    [InlineData("public abstract class [|Store|] { public int Get() => 1; }", "it is abstract")]
    [InlineData("public record [|Store|] { public int Get() => 1; }", "it is a record, which is data")]
    [InlineData("public record [|Store|](string Root) { public int Get() => 1; }", "it is a record, which is data")]
    [InlineData("public class [|Store|] { private Store() { } public int Get() => 1; }", "it has no public constructor")]
    [InlineData("public class [|Store|] { internal Store() { } public int Get() => 1; }", "it has no public constructor")]
    [InlineData("public class [|Store|] { public required int X { get; init; } public int Get() => 1; }", "it has required members, which nobody could set")]
    [InlineData("public class [|Store|] { public required int X; public int Get() => 1; }", "it has required members, which nobody could set")]
    public Task Analyze_WorkerThatCannotBeOne_SaysWhyAndKeepsTheInterface(string worker, string reason) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        {{worker}}

        public sealed class Page(IStore store)
        {
            public ValueTask<int> LoadAsync() => store.GetAsync();
        }
        """,
        $"error OP0316: 'Store' cannot be a worker: {reason}");

    [Fact]
    public Task Analyze_StaticWorker_SaysWhy() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public static class [|Store|] { public static int Get() => 1; }

        public sealed class Page(IStore store) { public IStore Store => store; }
        """,
        "error OP0316: 'Store' cannot be a worker: it is static");

    [Fact]
    public Task Analyze_NestedInGenericClass_SaysWhy() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public class Outer<T> { [RemoteWorker] public class [|Store|] { public int Get() => 1; } }

        public sealed class Page(IStore store) { public ValueTask<int> LoadAsync() => store.GetAsync(); }
        """,
        "error OP0316: 'Store' cannot be a worker: a type around it is generic");

    [Fact]
    public Task Analyze_ContractNameThatIsNone_SaysWhy() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker(Contract = "not a name")]
        public class [|Store|] { public int Get() => 1; }

        public sealed class Page(IStore store) { public ValueTask<int> LoadAsync() => store.GetAsync(); }
        """,
        "error OP0316: 'Store' cannot be a worker: 'not a name' cannot be the name of its contract");

    [Fact]
    public Task Analyze_MethodNameThatIsNone_SaysWhy() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public class Store { [RemoteMethod(Name = "1st")] public int [|Get|]() => 1; public int Sound() => 1; }

        public sealed class Page(IStore store) { public ValueTask<int> LoadAsync() => store.SoundAsync(); }
        """,
        "error OP0316: 'Store' cannot be a worker: '1st' cannot be the name of its contract method 'Get'");

    [Theory]
    [InlineData("public Store() { } public Store(ILogger<Store> log) { }")]
    [InlineData(
        "[Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructor] public Store() { } "
        + "[Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructor] public Store(ILogger<Store> log) { }")]
    public Task Analyze_SeveralConstructors_AsksForAMark(string constructors) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public class [|Store|] { {{constructors}} public int Get() => 1; }

        public sealed class Page(IStore store) { public ValueTask<int> LoadAsync() => store.GetAsync(); }
        """,
        "error OP0402: Several public constructors on 'Store'; mark one [ActivatorUtilitiesConstructor]");

    [Theory]
    [InlineData("[RemoteWorker] class Store { }")]
    [InlineData("public class Outer { [RemoteWorker] protected internal class Store { public int Get() => 1; } }")]
    [InlineData("public record Outer<T> { } public class Base<T> { public T? Get() => default; } [RemoteWorker] public class Store : Base<string> { }")]
    [InlineData("[RemoteWorker] public class Store { static Store() { } private Store(int x) { } public Store() : this(1) { } }")]
    [InlineData(
        "public abstract class Base { protected Base(int x) { } public abstract int Get(); } "
        + "[RemoteWorker] public sealed class Store() : Base(1) { public override int Get() => 1; }")]
    [InlineData(
        "[RemoteWorker] public class Store { public required int X { get; init; } "
        + "[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Store() => X = 1; }")]
    public Task Analyze_SoundWorkers_IsSilent(string worker) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(worker);
}
