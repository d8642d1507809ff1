using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0106.</summary>
public sealed class ConnectionDiagnosticTests
{
    [Theory]
    [InlineData("System.Net.Sockets.Socket", "Socket")]
    [InlineData("System.Net.Sockets.TcpClient", "TcpClient")]
    [InlineData("System.Net.Http.HttpClient", "HttpClient")]
    [InlineData("System.Data.Common.DbConnection", "DbConnection")]
    [InlineData("System.Data.IDbConnection", "IDbConnection")]
    [InlineData("System.Diagnostics.Process", "Process")]
    public Task Analyze_Parameter_SaysWhatToSend(string type, string shown) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Orders
        {
            public int Count(({{type}} Source, int Limit)? [|query|]) => 0;
        }

        public sealed class Page(IOrders orders)
        {
            public ValueTask<int> LoadAsync({{type}} source) => orders.CountAsync((source, 1));
        }
        """,
        $"error OP0106: parameter 'query' of 'Orders.Count' cannot cross: 'query.Source' is '{shown}', a live connection; "
            + "send the endpoint or connection string and open it in the worker; "
            + "a connected Socket can be handed over as SharedHandle<Socket>");

    [Fact]
    public Task Analyze_DbContextOfTheUser_IsFoundByItsBase() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        namespace Microsoft.EntityFrameworkCore { public class DbContext { } }

        namespace Acme
        {
            public sealed class ShopContext : Microsoft.EntityFrameworkCore.DbContext { }

            [RemoteWorker]
            public sealed class Orders
            {
                public int Count(ShopContext [|shop|]) => 0;
            }
        }
        """,
        "error OP0106: parameter 'shop' of 'Orders.Count' cannot cross: 'shop' is 'ShopContext', a live connection; "
            + "send the endpoint or connection string and open it in the worker; "
            + "a connected Socket can be handed over as SharedHandle<Socket>");

    [Fact]
    public Task Analyze_ConnectionString_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Orders
        {
            public int Count(string connectionString, Uri endpoint) => 0;
        }
        """);

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed class Orders
        {
        #pragma warning disable OP0106
            public void Count(System.Net.Http.HttpClient client) { }
        #pragma warning restore OP0106
        }
        """);
}
