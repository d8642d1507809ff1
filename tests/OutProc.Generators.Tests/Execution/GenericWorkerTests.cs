using OutProc.Contracts;
using OutProc.Generators.Helpers;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Execution;

/// <summary>Generic workers behind the contracts they are closed with.</summary>
public sealed class GenericWorkerTests
{
    private const string Source =
        """
        namespace Acme
        {
            public sealed record Customer(string Name, int[] Orders);

            [RemoteWorker(Closed = [typeof(Repo<Customer>), typeof(Repo<long>), typeof(Repo<Dictionary<string, Customer>>)])]
            public sealed class Repo<T>(ILogger<Repo<T>> log, IWorkerContext context)
            {
                private readonly Dictionary<int, T> _items = [];
                public T? Get(int id) => _items.GetValueOrDefault(id);
                public void Put(int id, T item) => _items[id] = item;
                public async Task<List<T>> AllAsync(CancellationToken token) { await Task.Yield(); return [.. _items.Values]; }
                public string Describe() => $"{typeof(T).Name} {context.WorkerId} {log is not null}";
            }
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(
                Acme.IRepo<Acme.Customer> customers, Acme.IRepo<long> numbers, Acme.IRepo<Dictionary<string, Acme.Customer>> maps)
            {
                await customers.PutAsync(1, new("Ada", [1, 2]));
                await customers.PutAsync(2, new("Bob", []));
                await numbers.PutAsync(1, long.MaxValue);
                await maps.PutAsync(7, new() { ["x"] = new("Eve", [3]) });
                Acme.Customer? found = await customers.GetAsync(1);
                return $"{found!.Name} {found.Orders.Length} {await customers.GetAsync(3) is null} {(await customers.AllAsync()).Count} "
                    + $"{await numbers.GetAsync(1)} {await numbers.GetAsync(2)} {(await maps.GetAsync(7))!["x"].Orders[0]} "
                    + $"{await customers.DescribeAsync()} {await numbers.DescribeAsync()}";
            }
        }
        """;

    [Fact]
    public async Task InvokeAsync_ClosedContracts_EachReachesItsOwnWorker()
        => (await EmittedWorkers.RunScenarioAsync(Source)).ShouldBe($"Ada 2 True 2 {long.MaxValue} 0 3 Customer 7 True Int64 7 True");

    [Fact]
    public void Descriptor_OfEachClosing_HasTheClosedNameOnBothSides()
    {
        var workers = EmittedWorkers.Load(Source);
        Type contract = workers.TypeOf("Acme.IRepo`1");
        WorkerDescriptor customers = EmittedWorkers.Descriptor(contract.MakeGenericType(workers.TypeOf("Acme.Customer")));
        WorkerDescriptor numbers = EmittedWorkers.Descriptor(contract.MakeGenericType(typeof(long)));

        customers.ContractName.ShouldBe("Acme.IRepo<Acme.Customer>");
        customers.DisplayName.ShouldBe("Repo<Customer>");
        numbers.ContractName.ShouldBe("Acme.IRepo<long>");
        workers.Implementation(customers.ContractName).Contract.ShouldBeSameAs(customers);
        workers.Implementation(numbers.ContractName).Contract.ShouldBeSameAs(numbers);
        workers.Implementation("Acme.IRepo<System.Collections.Generic.Dictionary<string, Acme.Customer>>").ShouldNotBeNull();
        customers.Methods.ToArray().Select(method => method.Id).ShouldContain(StableHash.Fnv1a32("PutAsync(int,Acme.Customer)"));
        numbers.Methods.ToArray().Select(method => method.Id).ShouldContain(StableHash.Fnv1a32("PutAsync(int,long)"));
        numbers.Methods.ToArray().Single(method => method.Name == "Put").Schema.ShouldBe("(id: int, item: long) -> void");
    }

    [Fact]
    public void Descriptor_OfTypeThatIsNotClosed_NamesTheList()
    {
        var workers = EmittedWorkers.Load(Source);
        Type contract = workers.TypeOf("Acme.IRepo`1").MakeGenericType(typeof(DateTime));

        Should.Throw<InvalidOperationException>(() => EmittedWorkers.Descriptor(contract)).Message.ShouldBe(
            "No worker serves Acme.IRepo<T> closed with System.DateTime; [RemoteWorker(Closed = ...)] of Repo lists Acme.IRepo<Acme.Customer>, "
            + "Acme.IRepo<long>, Acme.IRepo<System.Collections.Generic.Dictionary<string, Acme.Customer>>.");
    }
}
