using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

/// <summary>Fixes of OP0301, OP0302, OP0303, OP0307, OP0308 and OP0312.</summary>
public sealed class ContractFixTests
{
    private const string Shop =
        """
        [RemoteContract]
        public partial interface IOrders { ValueTask<int> CountAsync(); }

        [RemoteContract]
        public partial interface IStock { ValueTask<int> WeighAsync(); }

        [ATTRIBUTE]
        public sealed class Shop : IOrders, IStock
        {
            public ValueTask<int> CountAsync() => default;
            public ValueTask<int> WeighAsync() => default;
        }
        """;

    [Theory]
    [InlineData(null, "RemoteWorker<IOrders>")]
    [InlineData("Serve IStock", "RemoteWorker<IStock>")]
    [InlineData("Serve all of them", "RemoteWorker<IOrders>, RemoteWorker<IStock>")]
    public Task Fix_SeveralContracts_NamesThem(string? title, string after) => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, ChooseContractFix>(
        Shop.Replace("ATTRIBUTE", "RemoteWorker", StringComparison.Ordinal), Shop.Replace("ATTRIBUTE", after, StringComparison.Ordinal), title);

    [Fact]
    public Task Fix_SeveralContracts_KeepsTheArguments() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, ChooseContractFix>(
        Shop.Replace("ATTRIBUTE", "RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)", StringComparison.Ordinal),
        Shop.Replace("ATTRIBUTE", "RemoteWorker<IOrders>(Concurrency = WorkerConcurrency.Concurrent)", StringComparison.Ordinal));

    [Fact]
    public Task Fix_ContractNotPartial_AddsTheWord() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, MakePartialFix>(
        """
        public static class Outer
        {
            /// <summary>Orders.</summary>
            [RemoteContract]
            internal interface IOrders { ValueTask<int> CountAsync(); }
        }
        """,
        """
        public static partial class Outer
        {
            /// <summary>Orders.</summary>
            [RemoteContract]
            internal partial interface IOrders { ValueTask<int> CountAsync(); }
        }
        """);

    [Theory]
    [InlineData("private sealed class Store", "internal sealed class Store")]
    [InlineData("private protected class Store", "internal class Store")]
    [InlineData("sealed class Store", "internal sealed class Store")]
    [InlineData("class Store", "internal class Store")]
    public Task Fix_HiddenWorker_IsInternal(string before, string after)
    {
        const string Source =
            """
            public class Outer
            {
                [RemoteWorker]
                DECLARATION
                {
                    public int Count() => 0;
                }
            }
            """;
        return CodeFixRun.VerifyAsync<RemotabilityAnalyzer, MakeAccessibleFix>(
            Source.Replace("DECLARATION", before, StringComparison.Ordinal), Source.Replace("DECLARATION", after, StringComparison.Ordinal));
    }

    [Fact]
    public Task Fix_HiddenTypeAround_IsInternalInAllItsParts() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, MakeAccessibleFix>(
        """
        public partial class Outer
        {
            private partial class Middle { [RemoteWorker] public class Store { public int Count() => 0; } }
            partial class Middle { }
        }
        """,
        """
        public partial class Outer
        {
            internal partial class Middle { [RemoteWorker] public class Store { public int Count() => 0; } }
            internal partial class Middle { }
        }
        """);

    [Fact]
    public Task Fix_FileLocalWorker_IsInternal() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, MakeAccessibleFix>(
        "[RemoteWorker] file class Store { public int Count() => 0; }",
        "[RemoteWorker] internal class Store { public int Count() => 0; }");

    [Theory]
    [InlineData("int", "ValueTask<int>")]
    [InlineData("void", "ValueTask")]
    [InlineData("List<string?>", "ValueTask<List<string?>>")]
    public Task Fix_ContractMethod_ReturnsAValueTask(string before, string after)
    {
        const string Source =
            """
            [RemoteContract]
            public partial interface IOrders
            {
                /// <summary>Counts.</summary>
                TYPE Count(string customer);
            }
            """;
        return CodeFixRun.VerifyAsync<RemotabilityAnalyzer, ReturnTaskFix>(
            Source.Replace("TYPE", before, StringComparison.Ordinal), Source.Replace("TYPE", after, StringComparison.Ordinal));
    }

    [Fact]
    public Task Fix_SeveralAsyncVoid_ReturnTasks() => CodeFixRun.VerifyAllAsync<WorkerMembersAnalyzer, ReturnTaskFix>(
        """
        [RemoteWorker]
        public sealed class Mailer
        {
            public async void Send(string to) => await Task.Yield();
            public async void Drop(string to) { await Task.Yield(); }
        }
        """,
        """
        [RemoteWorker]
        public sealed class Mailer
        {
            public async Task Send(string to) => await Task.Yield();
            public async Task Drop(string to) { await Task.Yield(); }
        }
        """);

    [Theory]
    [InlineData("CancellationToken ct, int a, string b", "int a, string b, CancellationToken ct")]
    [InlineData("int a, CancellationToken ct, string b = \"x\"", "int a, string b = \"x\", CancellationToken ct = default")]
    [InlineData("int a,\n        CancellationToken ct,\n        string b", "int a,\n        string b,\n        CancellationToken ct")]
    [InlineData("CancellationToken ct = default, int a = 1", "int a = 1, CancellationToken ct = default")]
    public Task Fix_TokenNotLast_IsMoved(string before, string after)
    {
        const string Source =
            """
            [RemoteWorker]
            public sealed class Importer
            {
                public Task RunAsync(PARAMETERS) => Task.CompletedTask;
            }
            """;
        return CodeFixRun.VerifyAsync<RemotabilityAnalyzer, MoveTokenFix>(
            Source.Replace("PARAMETERS", before, StringComparison.Ordinal), Source.Replace("PARAMETERS", after, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CancellationToken one, CancellationToken two")]
    [InlineData("CancellationToken ct, params int[] values")]
    public Task Fix_TokenWithoutAPlace_IsNotOffered(string parameters) => CodeFixRun.VerifyNotOfferedAsync<RemotabilityAnalyzer, MoveTokenFix>(
        $$"""
        [RemoteWorker]
        public sealed class Importer
        {
            public Task RunAsync({{parameters}}) => Task.CompletedTask;
        }
        """);
}
