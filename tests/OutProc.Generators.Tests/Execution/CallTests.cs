using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Execution;

/// <summary>Calls emitted proxies: each argument is encoded, decoded, passed on, and each result comes back the same way.</summary>
public sealed class CallTests
{
    [Fact]
    public async Task InvokeAsync_EveryReturnForm_ComesBack() => (await EmittedWorkers.RunScenarioAsync(
        """
        [RemoteWorker]
        public class Forms
        {
            private string _seen = "";
            public void Void(string text) => _seen += text;
            public int Value(int value) => value + 1;
            public Task Task(string text) { _seen += text; return System.Threading.Tasks.Task.CompletedTask; }
            public async Task<int> TaskOfAsync(int value) { await System.Threading.Tasks.Task.Yield(); return value + 2; }
            public async ValueTask ValueTaskAsync(string text) { await System.Threading.Tasks.Task.Yield(); _seen += text; }
            public ValueTask<int> ValueTaskOf(int value) => new(value + 3);
            public string? Nothing() => null;
            public Task<string>? NullableTask() => System.Threading.Tasks.Task.FromResult("task");
            public string Seen() => _seen;
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(IForms remote)
            {
                await remote.VoidAsync("a");
                await remote.TaskAsync("b");
                await remote.ValueTaskAsync("c");
                return $"{await remote.SeenAsync()} {await remote.ValueAsync(1)} {await remote.TaskOfAsync(1)} {await remote.ValueTaskOfAsync(1)} "
                    + $"{await remote.NothingAsync() ?? "null"} {await remote.NullableTaskAsync()}";
            }
        }
        """)).ShouldBe("abc 2 3 4 null task");

    [Fact]
    public async Task InvokeAsync_Overloads_EachReachesItsOwnMethod() => (await EmittedWorkers.RunScenarioAsync(
        """
        [RemoteWorker]
        public class Overloads
        {
            public string Get() => "none";
            public string Get(int a) => "int";
            public string Get(long a) => "long";
            public string Get(int? a) => "int?";
            public string Get(string a) => "string";
            public string Get(int a, int b = 2) => "int,int";
            public string Get(params int[] a) => "params " + a.Length;
            public Task<string> GetAsync(int a, string b, CancellationToken ct) => Task.FromResult("async");
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(IOverloads remote) => string.Join('|',
                await remote.GetAsync(), await remote.GetAsync(a: 1, default), await remote.GetAsync(1L), await remote.GetAsync((int?)1), await remote.GetAsync("x"),
                await remote.GetAsync(1, 2), await remote.GetAsync([1, 2, 3]), await remote.GetAsync(1, "x"));
        }
        """)).ShouldBe("none|int|long|int?|string|int,int|params 3|async");

    [Fact]
    public async Task InvokeAsync_InheritedMethods_ReachTheRightOverride() => (await EmittedWorkers.RunScenarioAsync(
        """
        public abstract class Root<T>
        {
            public virtual string Who(int id) => "root";
            public string Kept(T value) => "kept " + value;
            public string Hidden() => "root hidden";
            public virtual string Wide(int value) => "root wide int";
            protected virtual string Secret() => "";
            public abstract string Must();
        }

        public class Middle : Root<string>
        {
            public override string Who(int id) => "middle";
            public override string Must() => "must";
            public string Narrow(int value) => "middle narrow int";
        }

        [RemoteWorker]
        public class Leaf : Middle, IDisposable, IAsyncDisposable, IWorkerLifecycle
        {
            public override string Who(int id) => "leaf of " + base.Who(id);
            public new string Hidden() => "leaf hidden";
            public override string Wide(int value) => "leaf wide int";
            public string Wide(long value) => "leaf wide long";
            public string Narrow(long value) => "leaf narrow long";
            public override string ToString() => "not remote";
            public override int GetHashCode() => 1;
            public void Dispose() { }
            public ValueTask DisposeAsync() => default;
            public ValueTask InitializeAsync(CancellationToken cancellationToken) => default;
            public ValueTask StopAsync(CancellationToken cancellationToken) => default;
            public string Name { get; set; } = "";
            public static string Static() => "";
            public event Action? Changed { add { } remove { } }
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(ILeaf remote) => string.Join('|',
                await remote.WhoAsync(1), await remote.KeptAsync("x"), await remote.HiddenAsync(), await remote.MustAsync(),
                await remote.WideAsync(1), await remote.WideAsync(1L), await remote.NarrowAsync(1), await remote.NarrowAsync(1L),
                typeof(ILeaf).GetMethods().Length);
        }
        """)).ShouldBe(
        "leaf of middle|kept x|leaf hidden|must|leaf wide int|leaf wide long|middle narrow int|leaf narrow long|8");

    [Fact]
    public async Task InvokeAsync_DataOfManyKinds_ComesBack() => (await EmittedWorkers.RunScenarioAsync(
        """
        using System.Collections.Immutable;

        public enum Color : byte { Red, Green = 7 }
        public readonly record struct Point(int X, int Y);
        public sealed record Line(Point From, Point To, string? Label = null);
        public sealed class Tree { public string Name { get; set; } = ""; public List<Tree> Children { get; set; } = []; }

        [RemoteWorker]
        public class Echo
        {
            public byte[] Bytes(byte[] value) => value;
            public Color Color(Color value) => value;
            public (int Count, string Name) Tuple((int Count, string Name) value) => value;
            public List<string?> List(List<string?> value) => value;
            public Dictionary<string, Point> Map(Dictionary<string, Point> value) => value;
            public Line Line(Line value) => value;
            public Line? Maybe(Line? value) => value;
            public Tree Tree(Tree value) => value;
            public DateTimeOffset Time(DateTimeOffset value) => value;
            public Guid? Guid(Guid? value) => value;
            public decimal Decimal(decimal value) => value;
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(IEcho remote)
            {
                var line = new Line(new(1, 2), new(3, 4), "diagonal");
                var tree = new Tree { Name = "root", Children = [new() { Name = "a" }, new() { Name = "b", Children = [new() { Name = "c" }] }] };
                var time = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2));
                Tree back = await remote.TreeAsync(tree);
                return string.Join('|',
                    string.Join(',', await remote.BytesAsync([1, 2, 255])), await remote.ColorAsync(Color.Green), (await remote.TupleAsync((2, "x"))).Name,
                    string.Join(',', await remote.ListAsync(["a", null])), (await remote.MapAsync(new() { ["p"] = new(5, 6) }))["p"],
                    await remote.LineAsync(line) == line, await remote.MaybeAsync(null) is null, back.Children[1].Children[0].Name,
                    await remote.TimeAsync(time) == time, await remote.GuidAsync(null) is null, await remote.DecimalAsync(1.20m));
            }
        }
        """)).ShouldBe("1,2,255|Green|x|a,|Point { X = 5, Y = 6 }|True|True|c|True|True|1.20");

    [Fact]
    public async Task InvokeAsync_MethodThrows_SurfacesInTheTask() => (await EmittedWorkers.RunScenarioAsync(
        """
        [RemoteWorker]
        public class Thrower
        {
            public int Now() => throw new InvalidOperationException("now");
            public async Task LaterAsync() { await Task.Yield(); throw new InvalidOperationException("later"); }
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(IThrower remote)
            {
                ValueTask<int> now = remote.NowAsync();
                ValueTask later = remote.LaterAsync();
                try { await now; return "?"; } catch (InvalidOperationException e) when (e.Message == "now") { }
                try { await later; return "?"; } catch (InvalidOperationException e) { return e.Message; }
            }
        }
        """)).ShouldBe("later");

    [Fact]
    public async Task InvokeAsync_TokenCancelled_ReachesTheMethodsToken() => (await EmittedWorkers.RunScenarioAsync(
        """
        [RemoteWorker]
        public class Waiter
        {
            public async Task<string> WaitAsync(string cancellationToken, CancellationToken stop)
            {
                var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                using CancellationTokenRegistration registration = stop.Register(stopped.SetResult);
                await stopped.Task;
                return cancellationToken + stop.IsCancellationRequested;
            }
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(IWaiter remote)
            {
                using var source = new CancellationTokenSource();
                ValueTask<string> call = remote.WaitAsync("name collides: ", cancellationToken2: source.Token);
                source.Cancel();
                return await call;
            }
        }
        """)).ShouldBe("name collides: True");

    [Fact]
    public async Task InvokeAsync_ArgumentCannotBeWritten_NamesTheMember() => (await EmittedWorkers.RunScenarioAsync(
        """
        public sealed class Item { public int Id { get; set; } public string Name { get => Id < 0 ? throw new InvalidOperationException("no name") : "ok"; set { } } }
        public sealed record Job(int Id, List<Item> Items);

        [RemoteWorker]
        public class Jobs
        {
            public void Run(string title, Job job) { }
            public Item Broken() => new() { Id = -1 };
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(IJobs remote)
            {
                string paths = "";
                try { await remote.RunAsync("ok", new(1, [new(), new() { Id = -1 }])); } catch (PayloadException e) { paths += e.MemberPath; }
                try { await remote.BrokenAsync(); } catch (PayloadException e) { paths += "|" + e.MemberPath; }
                return paths;
            }
        }
        """)).ShouldBe("job.Items[1].Name|result.Name");
}
