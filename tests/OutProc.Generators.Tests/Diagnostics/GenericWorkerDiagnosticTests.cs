using Microsoft.CodeAnalysis;
using OutProc.Generators.Analyzers;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0316 and others on generic workers: what <c>Closed</c> may list, and what the types in it may be.</summary>
public sealed class GenericWorkerDiagnosticTests
{
    private const string Store = "public class Store<T> { public T? Get(int id) => default; public void Put(List<T> all) { } }";

    private const string Consumer = "public sealed class Page(IStore<Item> store) { public ValueTask<Item?> LoadAsync() => store.GetAsync(1); }";

    private const string Item = "public sealed record Item(string Name); public sealed class Other<T> { }";

    private const string Remedy =
        "it is generic, and a worker process needs to know for which types; list them, [RemoteWorker(Closed = [typeof(Store<...>)])]";

    [Theory]
    [InlineData("[RemoteWorker]")]
    [InlineData("[RemoteWorker(Closed = [])]")]
    [InlineData("[RemoteWorker(Closed = null)]")]
    public Task Analyze_NothingClosed_TellsTheRemedyAndKeepsTheInterface(string attribute) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{attribute}} {{Store.Replace("Store<T>", "[|Store|]<T>", StringComparison.Ordinal)}}
        {{Item}}
        {{Consumer}}
        """,
        $"error OP0316: 'Store' cannot be a worker: {Remedy}");

    [Theory]
    [InlineData("typeof(Store<Item>), [|typeof(Store<Item>)|]", "'Store<Item>' twice")]
    [InlineData("[|typeof(Store<>)|]", "'Store<>', which is open: put types between the brackets")]
    [InlineData("typeof(Store<Item>), [|typeof(Other<Item>)|]", "'Other<Item>', which is not one of the types that close 'Store<T>'")]
    [InlineData("[|typeof(Item)|]", "'Item', which is not one of the types that close 'Store<T>'")]
    [InlineData("[|typeof(Item[])|], typeof(Store<int>)", "'Item[]', which is not one of the types that close 'Store<T>'")]
    public Task Analyze_ListWithAWrongElement_SaysWhichAndKeepsTheInterface(string closed, string reason)
        => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
            $$"""
            [RemoteWorker(Closed = [{{closed}}])] {{Store}}
            {{Item}}
            {{Consumer}}
            """,
            $"error OP0316: 'Store' cannot be a worker: 'Closed' lists {reason}");

    [Fact]
    public Task Analyze_ListWrittenAsAnArray_PointsAtTheElement() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker(Closed = new[] { typeof(Store<Item>), [|typeof(Item)|] })] {{Store}}
        {{Item}}
        {{Consumer}}
        """,
        "error OP0316: 'Store' cannot be a worker: 'Closed' lists 'Item', which is not one of the types that close 'Store<T>'");

    [Fact]
    public Task Analyze_NullInTheList_PointsAtTheClass() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker(Closed = [null!])] {{Store.Replace("Store<T>", "[|Store|]<T>", StringComparison.Ordinal)}}
        {{Item}}
        {{Consumer}}
        """,
        "error OP0316: 'Store' cannot be a worker: 'Closed' lists null");

    [Fact]
    public Task Analyze_TypeOutOfReach_SaysWhich() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        public class Outer
        {
            private sealed record Hidden(int X);
            [RemoteWorker(Closed = [typeof(Store<Item>), [|typeof(Store<Hidden>)|]])] {{Store}}
        }
        {{Item}}
        {{Consumer}}
        """,
        "error OP0316: 'Store' cannot be a worker: 'Closed' lists 'Store<Hidden>', which generated code cannot reach");

    [Theory]
    [InlineData("class", "int", "CS0452")]
    [InlineData("struct", "string", "CS0453")]
    [InlineData("struct", "int?", "CS0453")]
    [InlineData("unmanaged", "string", "CS8377")]
    [InlineData("new()", "string", "CS0310")]
    [InlineData("IComparable<T>", "object", "CS0311")]
    [InlineData("IComparable<T[]>", "int", "CS0315")]
    [InlineData("IDisposable", "Missing", "CS0246")]
    public void Emit_ListTheCompilerRefuses_AddsNoErrorToTheCompilers(string constraint, string argument, string id)
    {
        GeneratorRun run = GeneratorRun.Start(TestCompilation.Create(
            $$"""
            [RemoteWorker(Closed = [typeof(Store<{{argument}}>)])]
            public class Store<T> where T : {{constraint}} { public int Get() => 1; public void Put(T item) { } }
            """));

        run.Output.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id)
            .ShouldBe([id]);
    }

    [Fact]
    public Task Analyze_ClosedOnAClassThatIsNotGeneric_SaysWhy() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker(Closed = [typeof(Store)])]
        public class [|Store|] { public int Get() => 1; }

        public sealed class Page(IStore store) { public ValueTask<int> LoadAsync() => store.GetAsync(); }
        """,
        "error OP0316: 'Store' cannot be a worker: it is not generic, and so there is nothing that 'Closed' could close");

    [Theory]
    [InlineData(
        "[RemoteWorker] public class [|Store|]<T> : IShop { public ValueTask<int> GetAsync() => new(1); }",
        "it is generic, and only a class whose contract is emitted can be closed")]
    [InlineData(
        "[RemoteWorker(Closed = [typeof(Store)])] public class [|Store|] : IShop { public ValueTask<int> GetAsync() => new(1); }",
        "it serves a declared contract, and so there is nothing that 'Closed' could close")]
    public Task Analyze_DeclaredContract_SaysWhy(string worker, string reason) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteContract] public partial interface IShop { ValueTask<int> GetAsync(); }
        {{worker}}
        """,
        $"error OP0316: 'Store' cannot be a worker: {reason}");

    [Fact]
    public Task Analyze_ClosingThatCannotCross_NamesThePathAndKeepsTheInterface() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public sealed record Item(string Name);
        public sealed record Bad(FileStream File);

        [RemoteWorker(Closed = [typeof(Store<Item>), typeof(Store<Bad>)])]
        public class Store<T> { public void Put(T [|item|]) { } }

        public sealed class Page(IStore<Bad> store) { public ValueTask SaveAsync(Bad bad) => store.PutAsync(bad); }
        """,
        "error OP0103: parameter 'item' of 'Store.Put' cannot cross: 'item.File' is 'FileStream'; an open stream, pipe, reader or writer belongs to this process, send ReadOnlyMemory<byte> or a path");

    [Fact]
    public Task Analyze_MethodWrongInEveryClosing_IsReportedOnce() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker(Closed = [typeof(Store<int>), typeof(Store<string>)])]
        public class Store<T> { public T? Get() => default; public void [|Make|]<TOther>() { } }

        public sealed class Page(IStore<string> store) { public ValueTask<string?> LoadAsync() => store.GetAsync(); }
        """,
        "error OP0304: 'Store.Make' is generic; a method id needs closed types, so write a method for each type or a generic worker class");

    [Fact]
    public Task Analyze_OverloadsThatAClosingMakesEqual_AreReported() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker(Closed = [typeof(Store<int>), typeof(Store<string>)])]
        public class Store<T> { public void Put(T item) { } public void [|Put|](string text) { } }
        """,
        "error OP0315: Generated name 'IStore.PutAsync(string)' collides with 'Store<string>.Put(string)'; give one of the two methods another name");

    [Fact]
    public Task Analyze_MethodsOfOneNameInTheInterface_AreReportedOnce() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker(Closed = [typeof(Store<int>), typeof(Store<string>)])]
        public class Store<T> { public void Put(T item) { } public Task [|PutAsync|](T item) => Task.CompletedTask; }
        """,
        "error OP0315: Generated name 'IStore.PutAsync(T)' collides with 'Store<T>.Put(T)'; set [RemoteMethod(Name = ...)]");

    [Theory]
    [InlineData("[RemoteWorker(Closed = [typeof(Store<int>), typeof(Store<string>), typeof(Store<(int, List<string?>)>)])] public class Store<T> { public T? Get(T? other) => other; }")]
    [InlineData("[RemoteWorker(Closed = [typeof(Store<int>)])] public class Store<T> { } [RemoteWorker] public class Store { public int Get() => 1; }")]
    [InlineData(
        "public class Outer { [RemoteWorker(Contract = \"IShop\", Closed = [typeof(Store<int, DayOfWeek>)])] "
        + "internal class Store<@class, T> where @class : struct where T : struct, Enum { public T? Get(@class? other = null) => null; } }")]
    [InlineData("public abstract class Base<T> { public abstract T Get(); } [RemoteWorker(Closed = [typeof(Store<int>)])] public class Store<T> : Base<List<T>> { public override List<T> Get() => []; }")]
    [InlineData(
        "public interface INode<T> { } public class Node : INode<Node> { public Node() { } } "
        + "[RemoteWorker(Closed = [typeof(Store<Node>)])] public class Store<T> where T : class, INode<T>, new() { public T Get() => new(); }")]
    public Task Analyze_SoundGenericWorkers_IsSilent(string worker) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(worker);
}
