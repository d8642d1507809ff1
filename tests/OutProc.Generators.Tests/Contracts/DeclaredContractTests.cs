using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Tests.Infrastructure;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Contracts;

/// <summary>Contracts that the user declares as interfaces, and the classes that serve them.</summary>
public sealed class DeclaredContractTests
{
    private const string Contract =
        """
        namespace Acme;

        public sealed record Order(int Id, string Item);

        [RemoteContract]
        public partial interface IOrders
        {
            ValueTask<int> AddAsync(Order order, CancellationToken cancellationToken = default);
            Task<string?> FindAsync(int id);
            Task ClearAsync(CancellationToken ct);
        }
        """;

    private const string Worker =
        """
        namespace Acme;

        [RemoteWorker<IOrders>]
        internal sealed class Orders : IOrders
        {
            private readonly Dictionary<int, string> _items = [];

            ValueTask<int> IOrders.AddAsync(Order order, CancellationToken cancellationToken)
            {
                _items.Add(order.Id, order.Item);
                return ValueTask.FromResult(_items.Count);
            }

            public Task<string?> FindAsync(int id) => Task.FromResult(_items.GetValueOrDefault(id));

            public Task ClearAsync(CancellationToken ct)
            {
                _items.Clear();
                return Task.CompletedTask;
            }
        }
        """;

    private const string Scenario =
        """
        public static class Scenario
        {
            public static async Task<string> RunAsync(Acme.IOrders remote)
            {
                int count = await remote.AddAsync(new Acme.Order(7, "tea"));
                string? found = await remote.FindAsync(7);
                await remote.ClearAsync(default);
                return $"{count} {found} {await remote.FindAsync(7) ?? "none"}";
            }
        }
        """;

    [Fact]
    public void Emit_ContractAndWorkerOfOneAssembly_Matches() => Snapshot.Match(GeneratorRun.Sound(Contract, Worker).Texts());

    [Fact]
    public async Task Call_ExplicitAndPublicImplementations_Arrive()
        => (await EmittedWorkers.RunScenarioAsync(Contract, Worker, Scenario)).ShouldBe("1 tea none");

    [Fact]
    public async Task Call_PlainAttributeOnTheOnlyContract_ServesIt()
        => (await EmittedWorkers.RunScenarioAsync(
            Contract, Worker.Replace("[RemoteWorker<IOrders>]", "[RemoteWorker]", StringComparison.Ordinal), Scenario)).ShouldBe("1 tea none");

    [Fact]
    public void Emit_WorkerOfOtherAssembly_HasItsOwnTable()
    {
        GeneratorRun contract = GeneratorRun.Sound(Contract);
        contract.Sources.ShouldNotContain(source => source.SourceText.ToString().Contains("WorkerRegistration", StringComparison.Ordinal));

        GeneratorRun worker = GeneratorRun.Sound(TestCompilation.Create(Worker)
            .WithAssemblyName("Worker")
            .AddReferences(contract.ToReference()));

        string text = worker.Text("Acme.Orders.Orders.Worker.g.cs");
        text.ShouldContain("workerAssembly: \"Worker\"");
        text.ShouldContain("createProxy: null");
        HashesOf(text).ShouldBe(HashesOf(contract.Text("Acme.IOrders.Remote.g.cs")));
    }

    [Fact]
    public async Task Call_InheritedInterfaces_AreOfTheContract()
        => (await EmittedWorkers.RunScenarioAsync(
            """
            namespace Acme;

            public interface INamed { ValueTask<string> NameAsync(CancellationToken ct = default); }

            public interface IAged : INamed { Task<int> AgeAsync(); }

            [RemoteContract]
            public partial interface IPerson : IAged, IAsyncDisposable
            {
                ValueTask<(string Name, int Age)> BothAsync((int First, int Second) numbers, params int[] more);
            }

            [RemoteWorker<IPerson>]
            public class Person : IPerson
            {
                public ValueTask<string> NameAsync(CancellationToken ct = default) => new("Ada");
                public Task<int> AgeAsync() => Task.FromResult(36);
                public ValueTask<(string Name, int Age)> BothAsync((int First, int Second) numbers, params int[] more)
                    => new(("Ada", numbers.First + numbers.Second + more.Length));
                public ValueTask DisposeAsync() => default;
            }
            """,
            """
            public static class Scenario
            {
                public static async Task<string> RunAsync(Acme.IPerson remote)
                {
                    (string Name, int Age) both = await remote.BothAsync((1, 2), 3, 4);
                    string text = $"{await remote.NameAsync()} {await remote.AgeAsync()} {both.Name} {both.Age}";
                    await remote.DisposeAsync();
                    return text + " " + await remote.NameAsync();
                }
            }
            """)).ShouldBe("Ada 36 Ada 5 Ada");

    [Fact]
    public async Task Call_MembersThatAreNotRemote_StayLocalOrThrow()
        => (await EmittedWorkers.RunScenarioAsync(
            """
            namespace Acme;

            [RemoteContract]
            public partial interface IMixed
            {
                ValueTask<int> OneAsync();
                async ValueTask<int> TwiceAsync() => await OneAsync() + await OneAsync();
                int Count { get; set; }
                string this[int index] { get; }
                event EventHandler? Changed;
                [RemoteIgnore] System.IO.Stream OpenLocal(string path);
                static int Answer => 42;
            }

            [RemoteWorker<IMixed>]
            public class Mixed : IMixed
            {
                public ValueTask<int> OneAsync() => new(1);
                public int Count { get; set; }
                public string this[int index] => "";
                public event EventHandler? Changed { add { } remove { } }
                public System.IO.Stream OpenLocal(string path) => System.IO.Stream.Null;
            }
            """,
            """
            public static class Scenario
            {
                public static async Task<string> RunAsync(Acme.IMixed remote)
                {
                    var errors = new List<string>();
                    foreach (Action use in (Action[])[() => _ = remote.Count, () => remote.Count = 1, () => _ = remote[0], () => remote.Changed += null, () => remote.OpenLocal("")])
                    {
                        try { use(); } catch (NotSupportedException e) { errors.Add(e.Message.Split(' ')[0]); }
                    }

                    return $"{await remote.TwiceAsync()} {string.Join(" ", errors)}";
                }
            }
            """)).ShouldBe("2 'Count' 'Count' 'this[]' 'Changed' 'OpenLocal'");

    [Fact]
    public async Task Call_NestedInternalContract_Works()
        => (await EmittedWorkers.RunScenarioAsync(
            """
            namespace Acme;

            public static partial class Outer
            {
                public partial record Inner
                {
                    [RemoteContract]
                    public partial interface IDeep { ValueTask<string> @classAsync(string @event, CancellationToken @default = default); }
                }
            }

            [RemoteWorker<Outer.Inner.IDeep>(Concurrency = WorkerConcurrency.Concurrent)]
            class Deep : Outer.Inner.IDeep
            {
                public ValueTask<string> @classAsync(string @event, CancellationToken @default) => new(@event);
            }
            """,
            "public static class Scenario { public static async Task<string> RunAsync(Acme.Outer.Inner.IDeep remote) => await remote.@classAsync(\"deep\"); }"))
            .ShouldBe("deep");

    [Fact]
    public void Emit_ClassWithTwoContracts_RegistersBoth()
    {
        GeneratorRun run = GeneratorRun.Sound(
            """
            namespace One { [RemoteContract] public partial interface IJob { ValueTask RunAsync(); } }
            namespace Two { [RemoteContract] public partial interface IJob { ValueTask RunAsync(); } }
            namespace Acme
            {
                [RemoteWorker<One.IJob>]
                [RemoteWorker<Two.IJob>]
                public class Job : One.IJob, Two.IJob { public ValueTask RunAsync() => default; }
            }
            """);

        run.Sources.Count(source => source.HintName.Contains(".Worker.", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Theory]
    [InlineData("OP0307", "int Run();")]
    [InlineData("OP0307", "string RunAsync();")]
    [InlineData("OP0304", "ValueTask<T> RunAsync<T>(T value);")]
    [InlineData("OP0305", "Task RunAsync(ref int value);")]
    [InlineData("OP0102", "Task RunAsync(Action action);")]
    [InlineData("OP0308", "Task RunAsync(CancellationToken ct, int last);")]
    [InlineData("OP0315", "Task Run(); Task RunAsync();")]
    [InlineData("OP0309", "[RemoteMethod(Id = 7)] Task OneAsync(); [RemoteMethod(Id = 7)] Task TwoAsync();")]
    public void Emit_BrokenContract_KeepsInterfaceAndSaysWhy(string id, string member)
    {
        GeneratorRun run = GeneratorRun.Broken(
            $"namespace Acme; [RemoteContract] public partial interface IBroken {{ Task FineAsync(); {member} }}",
            "public class Page(Acme.IBroken broken) { public Task GoAsync() => broken.FineAsync(); }");

        run.Text("Acme.IBroken.Contract.g.cs").ShouldContain($"cannot be called: {id}.");
        run.Sources.Length.ShouldBe(1);
    }

    [Fact]
    public void Emit_GenericContract_IsBroken()
        => GeneratorRun.Broken("[RemoteContract] public partial interface IRepo<T> { Task<int> GetAsync(); }")
            .Sources.Single().SourceText.ToString().ShouldContain("partial interface IRepo<T> : global::OutProc.Contracts.IRemoteContract<global::IRepo<T>>");

    [Theory]
    [InlineData("not partial", "[RemoteContract] public interface IFoo { Task RunAsync(); }")]
    [InlineData("container not partial", "public class Outer { [RemoteContract] public partial interface IFoo { Task RunAsync(); } }")]
    [InlineData("static and abstract", "[RemoteContract] public partial interface IFoo { static abstract int M(); }")]
    [InlineData("not a contract", "public interface IFoo { } [RemoteWorker<IFoo>] public class Foo : IFoo { }")]
    [InlineData("ambiguous", "[RemoteContract] partial interface IA { } [RemoteContract] partial interface IB { } [RemoteWorker] class Both : IA, IB { }", 2)]
    [InlineData("does not implement", "[RemoteContract] partial interface IA { } [RemoteWorker<IA>] class Foo { }", 1)]
    [InlineData("abstract", "[RemoteContract] partial interface IA { } [RemoteWorker<IA>] abstract class Foo : IA { }", 1)]
    public void Emit_WhereNothingCanServe_LeavesTheRestAlone(string why, string source, int files = 0)
        => GeneratorRun.Start(TestCompilation.Create(source)).Sources.Length.ShouldBe(files, why);

    private static string[] HashesOf(string text) => [.. text.Split('\n').Where(line => line.Contains("schemaHash", StringComparison.Ordinal))];
}
