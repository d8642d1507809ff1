using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0309 and OP0315: two things with one name or number.</summary>
public sealed class NameDiagnosticTests
{
    [Theory]
    [InlineData("public int Count() => 1; public Task<int> [|CountAsync|]() => Task.FromResult(1);", "Orders.Count()")]
    [InlineData("public Task<int> CountAsync() => Task.FromResult(1); public int [|Count|]() => 1;", "Orders.CountAsync()")]
    [InlineData("public int Count() => 1; public int [|Count|](CancellationToken ct) => 1;", "Orders.Count()")]
    [InlineData("public int Count() => 1; [RemoteMethod(Name = \"CountAsync\")] public int [|Other|]() => 1;", "Orders.Count()")]
    public Task Analyze_TwoMethodsOfOneName_BlamesTheLater(string methods, string other) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Orders
        {
            {{methods}}
        }

        public sealed class Page(IOrders orders)
        {
            public ValueTask<int> LoadAsync() => orders.CountAsync();
        }
        """,
        $"error OP0315: Generated name 'IOrders.CountAsync()' collides with '{other}'; set [RemoteMethod(Name = ...)]");

    [Fact]
    public Task Analyze_InheritedMethodOfOneName_BlamesTheLater() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public class Base { public int Count(string filter) => 1; }

        [RemoteWorker]
        public sealed class Orders : Base
        {
            public Task<int> [|CountAsync|](string filter) => Task.FromResult(1);
        }
        """,
        "error OP0315: Generated name 'IOrders.CountAsync(string)' collides with 'Base.Count(string)'; set [RemoteMethod(Name = ...)]");

    [Fact]
    public Task Analyze_SameIds_BlamesEachLater() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Orders
        {
            [RemoteMethod(Id = 7)] public int Zero() => 1;
            [RemoteMethod(Id = 7)] public int [|One|]() => 1;
            [RemoteMethod(Id = 7)] public int [|Alpha|]() => 1;
            [RemoteMethod(Id = 8)] public int Other() => 1;
        }

        public sealed class Page(IOrders orders)
        {
            public ValueTask<int> LoadAsync() => orders.AlphaAsync();
        }
        """,
        "error OP0309: Methods 'Orders.Zero' and 'Orders.One' have the same remote id 7; give one of them another [RemoteMethod(Id = ...)]",
        "error OP0309: Methods 'Orders.Zero' and 'Orders.Alpha' have the same remote id 7; give one of them another [RemoteMethod(Id = ...)]");

    [Fact]
    public Task Analyze_DistinctNamesAndIds_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public class Base { public virtual int Count() => 1; public int Hidden() => 1; }

        [RemoteWorker]
        public sealed class Orders : Base, IDisposable
        {
            public override int Count() => 2;
            public new int Hidden() => 2;
            public int Count(string filter) => 1;
            public int Count(int limit, CancellationToken ct) => 1;
            public int count() => 1;
            [RemoteMethod(Name = "CountAllAsync")] public Task<int> CountAsync() => Task.FromResult(1);
            [RemoteMethod(Id = 0)] public int DefaultId() => 1;
            [RemoteMethod(Id = 0)] public int DefaultIdToo() => 1;
            [RemoteMethod(Id = 1)] public int One() => 1;
            [RemoteIgnore] public Task<int> OneAsync() => Task.FromResult(1);
            public void Dispose() { }
        }

        [RemoteWorker]
        public sealed class Others { [RemoteMethod(Id = 1)] public int One() => 1; }
        """);

    [Theory]
    [InlineData("public interface IOrders { ValueTask<int> CountAsync(); }")]
    [InlineData("public partial class IOrders { public ValueTask<int> CountAsync() => default; }")]
    [InlineData("public class IOrders { public ValueTask<int> CountAsync() => default; }")]
    [InlineData("internal partial interface IOrders { ValueTask<int> CountAsync(); }")]
    [InlineData("[RemoteContract] public partial interface IOrders { ValueTask<int> CountAsync(); }")]
    public Task Analyze_HandWrittenTypeOfTheName_SaysSoAndNothingElse(string type) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        namespace Acme;

        {{type}}

        [RemoteWorker]
        public sealed class [|Orders|] { public int Count() => 1; }

        internal sealed class Page(IOrders orders)
        {
            public ValueTask<int> LoadAsync() => orders.CountAsync();
        }
        """,
        "error OP0315: Generated name 'Acme.IOrders' collides with 'Acme.IOrders'; "
            + "set [RemoteWorker(Contract = ...)], or make it a [RemoteContract] that the class implements");

    [Theory]
    [InlineData("public class A { [RemoteWorker] public class Orders { public int Count() => 1; } } public class B { [RemoteWorker] public class [|Orders|] { public int Count() => 1; } }", "A.Orders")]
    [InlineData("[RemoteWorker] public class Orders { public int Count() => 1; } [RemoteWorker(Contract = \"IOrders\")] public class [|Other|] { public int Count() => 1; }", "Orders")]
    public Task Analyze_TwoWorkersOfOneContractName_BlamesTheLater(string workers, string other) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{workers}}

        public sealed class Page(IOrders orders)
        {
            public ValueTask<int> LoadAsync() => orders.CountAsync();
        }
        """,
        $"error OP0315: Generated name 'IOrders' collides with '{other}'; "
            + "set [RemoteWorker(Contract = ...)], or make it a [RemoteContract] that the class implements");

    [Fact]
    public Task Analyze_MethodTheUserAddedToTheContract_IsNotEmittedTwice() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public partial interface IOrders { ValueTask<int> CountAsync(string filter, CancellationToken ct = default) => default; }

        [RemoteWorker]
        public sealed class Orders { public int [|Count|](string filter) => 1; public int Count(int limit) => 1; }

        public sealed class Page(IOrders orders)
        {
            public async Task<int> LoadAsync() => await orders.CountAsync("x") + await orders.CountAsync(1);
        }
        """,
        "error OP0315: Generated name 'IOrders.CountAsync(string)' collides with 'IOrders.CountAsync(string, CancellationToken)'; "
            + "set [RemoteMethod(Name = ...)]");

    [Fact]
    public Task Analyze_NamesThatOnlyLookTheSame_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        namespace Acme
        {
            public interface IOrders<T> { }
            partial interface IOrders { ValueTask<int> DoubleAsync() => default; }
            public class Outer { public interface IOrders { } }
            [RemoteWorker] public sealed class Orders { public int Count() => 1; }
            [RemoteWorker(Contract = "IMore")] public sealed class More { public int Count() => 1; }
            public class Nested { [RemoteWorker(Contract = "INestedOrders")] public sealed class Orders { public int Count() => 1; } }
        }

        namespace Elsewhere
        {
            [RemoteWorker] public sealed class Orders { public int Count() => 1; }
        }
        """);
}
