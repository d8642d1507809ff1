using OutProc.Generators.Tests.Infrastructure;
using OutProc.Testing.Shared;

namespace OutProc.Generators.Tests.Snapshots;

/// <summary>The emitted text of representative workers, to be read as code is reviewed.</summary>
public sealed class WorkerSnapshotTests
{
    [Fact]
    public void Emit_QuickStart_Matches() => Match(TestSources.QuickStart);

    [Fact]
    public void Emit_OverloadsAndDefaults_Matches() => Match(
        """
        namespace Acme;

        public enum Level { Low = -1, High = 1 }

        [RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)]
        public class Settings
        {
            public string Get(string key, string? fallback = null) => key;
            public string Get(int key, int @class = -5, Level level = Level.High, char separator = '\n') => "";
            [RemoteMethod(Id = 17, Idempotent = true)] public long Count() => 0;
            [RemoteMethod(Name = "Forget")] public Task ClearAsync(CancellationToken ct = default) => Task.CompletedTask;
            public ValueTask SetAsync(string key, string value) => default;
            public async ValueTask<int?> FindAsync(string key) { await Task.Yield(); return null; }
            [RemoteIgnore] public void Local() { }
        }
        """);

    [Fact]
    public void Emit_Injection_Matches() => Match(
        """
        using Microsoft.Extensions.DependencyInjection;

        [assembly: WorkerStartup<Startup>]

        class Startup : IWorkerStartup { public void ConfigureServices(IServiceCollection services) { } }

        interface IStore { }

        [RemoteWorker]
        class Shelf(ILogger<Shelf> log, IWorkerContext context, IStore store, [FromKeyedServices("cold")] IStore cold, IStore? spare = null, int retries = 3)
        {
            public bool IsReady() => log is not null && context is not null && store is not null && cold is not null && spare is null && retries == 3;
        }
        """);

    [Fact]
    public void Emit_GenericWorker_Matches() => Match(
        """
        namespace Acme;

        public sealed record Customer(string Name);

        /// <summary>Keeps things.</summary>
        /// <typeparam name="TKey">What they are found by.</typeparam>
        /// <typeparam name="T">What is kept.</typeparam>
        [RemoteWorker(Closed = [typeof(Shelf<int, Customer>), typeof(Shelf<string, int[]>)])]
        public sealed class Shelf<TKey, T>(ILogger<Shelf<TKey, T>> log) where TKey : notnull, IComparable<TKey> where T : class
        {
            private readonly Dictionary<TKey, T> _items = [];

            /// <summary>Finds one.</summary>
            /// <param name="key">Its key.</param>
            public T? Get(TKey key) { log.LogInformation("Get"); return _items.GetValueOrDefault(key); }

            public void Put(TKey key, T item, T? spare = default) => _items[key] = spare ?? item;
        }
        """);

    [Fact]
    public void Emit_BrokenContract_MatchesInterfaceOnly() => Snapshot.Match(GeneratorRun.Broken(
        """
        namespace Acme;

        /// <summary>Has one method that cannot cross.</summary>
        [RemoteWorker]
        public class Broken
        {
            /// <summary>Adds.</summary>
            public int Add(int left, int right) => left + right;
            public void Bad(Action action) { }
            public T Generic<T>(T value) => value;
            public void Out(out int value) => value = 0;
            public IAsyncEnumerable<string> Find(string text) => throw new NotSupportedException();
        }
        """).Texts());

    private static void Match(string source, [System.Runtime.CompilerServices.CallerMemberName] string member = "")
        => Snapshot.Match(GeneratorRun.Sound(source).Texts(), member: member);
}
