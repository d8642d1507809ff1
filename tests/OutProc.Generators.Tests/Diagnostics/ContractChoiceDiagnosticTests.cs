using OutProc.Generators.Analyzers;

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
