using Microsoft.CodeAnalysis;
using OutProc.Generators.Analyzers;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0301, OP0302 and OP0307: contracts that the user declares.</summary>
public sealed class ContractChoiceDiagnosticTests
{
    private const string Contracts =
        """
        [RemoteContract] public partial interface IOrders { ValueTask<int> CountAsync(); }
        [RemoteContract] public partial interface IStock { ValueTask WeighAsync(); }
        [RemoteContract] public partial interface IAllOrders : IOrders { ValueTask<int> CountAllAsync(); }

        """;

    [Theory]
    [InlineData("public class [|Shop|] : IStock, IOrders", "IOrders, IStock")]
    [InlineData("public class [|Shop|] : IStock, IAllOrders", "IAllOrders, IStock")]
    [InlineData("public class Base : IStock, IOrders { public ValueTask<int> CountAsync() => default; public ValueTask WeighAsync() => default; } [RemoteWorker] public class [|Shop|] : Base", "IOrders, IStock")]
    public Task Analyze_SeveralContracts_ListsThem(string declaration, string list) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{Contracts}}
        {{(declaration.Contains("[RemoteWorker]", StringComparison.Ordinal) ? "" : "[RemoteWorker]")}}
        {{declaration}}
        {
            public {{(declaration.Contains(": Base", StringComparison.Ordinal) ? "new " : "")}}ValueTask<int> CountAsync() => default;
            public {{(declaration.Contains(": Base", StringComparison.Ordinal) ? "new " : "")}}ValueTask WeighAsync() => default;
            public ValueTask<int> CountAllAsync() => default;
        }

        public sealed class Page(IOrders orders, IStock stock)
        {
            public ValueTask<int> CountAsync() => stock is null ? default : orders.CountAsync();
        }
        """,
        $"error OP0301: 'Shop' implements several candidate contracts: {list}; say which with [RemoteWorker<T>], one attribute for each");

    [Theory]
    [InlineData("[RemoteWorker<IOrders>] public class Shop : IStock, IOrders")]
    [InlineData("[RemoteWorker<IOrders>, RemoteWorker<IStock>] public class Shop : IStock, IOrders")]
    [InlineData("[RemoteWorker] public class Shop : IStock, IDisposable")]
    [InlineData("[RemoteWorker] public class Shop : IOrders, IAllOrders")]
    public Task Analyze_ChosenContract_IsSilent(string declaration) => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        $$"""
        {{Contracts}}
        {{declaration}}
        {
            public ValueTask<int> CountAsync() => default;
            public ValueTask WeighAsync() => default;
            public ValueTask<int> CountAllAsync() => default;
            void Dispose() { }
        }
        """.Replace("    void Dispose() { }", declaration.Contains("IDisposable", StringComparison.Ordinal) ? "    public void Dispose() { }" : "", StringComparison.Ordinal));

    [Theory]
    [InlineData("[RemoteContract] public interface [|IOrders|] { ValueTask<int> CountAsync(); }")]
    [InlineData("public static class Outer { [RemoteContract] public partial interface [|IOrders|] { ValueTask<int> CountAsync(); } }")]
    public Task Analyze_ContractNotPartial_SaysSo(string contract) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{contract}}

        public sealed class Page({{(contract.Contains("Outer", StringComparison.Ordinal) ? "Outer." : "")}}IOrders orders)
        {
            public ValueTask<int> CountAsync() => orders.CountAsync();
        }
        """,
        "error OP0302: [RemoteContract] interface 'IOrders' must be partial, and so must the types around it");

    [Theory]
    [InlineData("[|int|]")]
    [InlineData("[|void|]")]
    [InlineData("[|List<Task>|]")]
    [InlineData("[|string?|]")]
    [InlineData("[|IEnumerable<int>|]")]
    public Task Analyze_ContractMethodWithoutTask_SaysSo(string type) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteContract]
        public partial interface IOrders
        {
            {{type}} Count(string customer);
            ValueTask<int> SoundAsync();
        }

        public sealed class Page(IOrders orders)
        {
            public ValueTask<int> CountAsync() => orders.SoundAsync();
        }
        """,
        "error OP0307: Contract method 'IOrders.Count' must return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>");

    [Theory]
    [InlineData("[RemoteContract] file partial interface [|IOrders|] { ValueTask<int> CountAsync(); }")]
    [InlineData("public partial class Outer { [RemoteContract] private partial interface [|IOrders|] { ValueTask<int> CountAsync(); } }")]
    [InlineData("public partial class Outer { [RemoteContract] protected partial interface [|IOrders|] { ValueTask<int> CountAsync(); } }")]
    public Task Analyze_ContractOutOfReach_SaysSo(string contract) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        contract, "error OP0303: 'IOrders' or a containing type is not accessible to generated code; make it internal or public");

    [Theory]
    [InlineData("[RemoteContract] public partial interface [|IOrders|]<T> { ValueTask<int> CountAsync(); }")]
    [InlineData("public partial class Outer<T> { [RemoteContract] public partial interface [|IOrders|] { ValueTask<T> CountAsync(); } }")]
    public Task Analyze_GenericContract_SaysSo(string contract) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        contract,
        "error OP0304: 'IOrders' is generic; a method id needs closed types, so write a method for each type or a generic worker class");

    [Theory]
    [InlineData("[RemoteWorker<IList<int>>] public class [|Shop|] : List<int> { }", "'IList' is not a [RemoteContract] interface")]
    [InlineData("[RemoteWorker<IOrders>] public class [|Shop|] { }", "it does not implement its contract 'IOrders'")]
    [InlineData("[RemoteWorker<IOrders>] public abstract class [|Shop|] : IOrders { public abstract ValueTask<int> CountAsync(); }", "it is abstract")]
    [InlineData("[RemoteWorker<IOrders>] public static class [|Shop|] { }", "it is static")]
    public Task Analyze_ClassThatCannotServe_SaysWhy(string worker, string reason) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $"{Contracts}\n{worker}", $"error OP0316: 'Shop' cannot be a worker: {reason}");

    [Fact]
    public Task Analyze_AttributesOnSeveralPartsOfAClass_ReportsEachOnce() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{Contracts}}
        [RemoteWorker<IOrders>] public partial class [|Shop|] : IOrders, IStock { public Shop() { } public Shop(int x) { } }
        [RemoteWorker<IStock>] public partial class [|Shop|] { public ValueTask<int> CountAsync() => default; public ValueTask WeighAsync() => default; }
        """,
        "error OP0402: Several public constructors on 'Shop'; mark one [ActivatorUtilitiesConstructor]",
        "error OP0402: Several public constructors on 'Shop'; mark one [ActivatorUtilitiesConstructor]");

    [Fact]
    public void Emit_AttributesOnSeveralPartsOfAClass_ServesEachContractOnce()
    {
        const string Attributed = "[RemoteWorker<IStock>] public partial class Shop { public ValueTask<int> CountAsync() => default; }";
        const string Rest = "[RemoteWorker<IOrders>] public partial class Shop : IOrders, IStock { public ValueTask WeighAsync() => default; }";

        GeneratorRun.Sound(Contracts + Attributed + Rest).Sources.Count(IsOfWorker).ShouldBe(2);
        GeneratorRun.Sound(Contracts + Attributed, Rest).Sources.Count(IsOfWorker).ShouldBe(2);

        static bool IsOfWorker(GeneratedSourceResult source)
            => source.HintName.EndsWith(".Worker.g.cs", StringComparison.Ordinal);
    }

    [Fact]
    public void Emit_TheSameAttributeTwice_IsLeftToTheCompiler()
    {
        Compilation output = GeneratorRun.Start(TestCompilation.Create(
            "[RemoteWorker] public partial class Shop { public int Count() => 1; } [RemoteWorker] public partial class Shop { }",
            "[RemoteContract] public partial interface IStock { } [RemoteContract] public partial interface IStock { }")).Output;

        output.GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id).ShouldBe(["CS0579", "CS0579"]);
    }

    [Fact]
    public Task Analyze_InheritedContractMethodWithoutTask_IsReportedWhereItIs() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public interface ICounter { [|int|] Count(); }

        [RemoteContract]
        public partial interface IOrders : ICounter
        {
            ValueTask<int> SoundAsync();
        }
        """,
        "error OP0307: Contract method 'IOrders.Count' must return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>");

    [Fact]
    public Task Analyze_SoundContracts_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public partial class Outer
        {
            [RemoteContract]
            internal partial interface IOrders : IAsyncDisposable
            {
                Task<int> CountAsync(string customer, CancellationToken ct);
                ValueTask StopAsync();
                Task<int>? MaybeAsync();
                string Describe() => "local";
                [RemoteIgnore] int Local();
            }
        }

        [RemoteContract] internal partial interface IEmpty { }
        public interface IPlain { int Count(); }
        """);
}
