using Microsoft.CodeAnalysis;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Contracts;

/// <summary>Names and shapes of user code that a careless emitter breaks on. Every case compiles without a warning, and runs.</summary>
public sealed class HardInputTests
{
    [Fact]
    public async Task Emit_KeywordNames_CompilesAndRuns() => (await EmittedWorkers.RunScenarioAsync(
        """
        namespace @namespace.@int
        {
            public sealed record @record(int @new, string? @default);

            public static class @static
            {
                [RemoteWorker]
                public class @class
                {
                    public int @event(int @params, int @await, @record @record) => @params + @await + @record.@new;
                    public string @void(string @field = "x", string @value = "y", string @scoped = "z") => @field + @value + @scoped;
                }
            }
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(@namespace.@int.Iclass remote)
                => await remote.eventAsync(@params: 1, @await: 2, new(3, null)) + await remote.voidAsync(@field: "a");
        }
        """)).ShouldBe("6ayz");

    [Fact]
    public async Task Emit_NamesThatEmittedCodeUses_CompilesAndRuns() => (await EmittedWorkers.RunScenarioAsync(
        """
        namespace Acme
        {
            public sealed record RunArgs(int MaxSize);
            public sealed record Methods(int Read);
            public sealed class ThingsProxy { public int Id { get; set; } }

            [RemoteWorker]
            public class Things
            {
                public string Run(RunArgs args, Methods methods, ThingsProxy reader, int writer, int member, int e, int _call)
                    => $"{args.MaxSize} {methods.Read} {reader.Id} {writer} {member} {e} {_call}";
                public int Reserved(int MaxSize, int Read, int Write, int Value, int value, int result, int call, int method, int instance, int invoker, int global)
                    => MaxSize + Read + Write + Value + value + result + call + method + instance + invoker + global;
                public int Twice(int image, int Image, int image2, int reader, int reader2) => image * 10000 + Image * 1000 + image2 * 100 + reader * 10 + reader2;
                public int Tokens(int cancellationToken, int cancellationToken2, CancellationToken ct) => cancellationToken + cancellationToken2;
                public int Equals(int ToString, int GetHashCode) => ToString - GetHashCode;
                public int GetHashCode(int x) => x;
                public int ToString(int x, int y) => x * y;
                public int GetType(int x) => x;
                public int Dispatch() => 1;
                public async Task<int> DispatchAsync(int x) { await Task.Yield(); return x; }
                public int Instance() => 2;
                public int Methods() => 3;
                public int Async() => 4;
                public int Descriptor() => 5;
                public int run() => 6;
                public int Run2() => 7;
                public int MemberwiseClone(int x) => x;
                [RemoteMethod(Name = "ThingsProxy")] public int Renamed() => 8;
                [RemoteMethod(Name = "IThings")] public int RenamedToo() => 9;
            }
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(Acme.IThings remote) => string.Join(' ',
                await remote.RunAsync(new(1), new(2), new() { Id = 3 }, 4, 5, 6, 7),
                await remote.ReservedAsync(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), await remote.TwiceAsync(1, 2, 3, 4, 5),
                await remote.TokensAsync(1, 2, cancellationToken3: default),
                await remote.EqualsAsync(3, 2), await remote.GetHashCodeAsync(1), await remote.ToStringAsync(2, 3), await remote.GetTypeAsync(4),
                await remote.DispatchAsync(), await remote.DispatchAsync(7), await remote.InstanceAsync(), await remote.MethodsAsync(), await remote.Async(),
                await remote.DescriptorAsync(), await remote.runAsync(), await remote.Run2Async(), await remote.MemberwiseCloneAsync(1),
                await remote.ThingsProxy(), await remote.IThings());
        }
        """)).ShouldBe("1 2 3 4 5 6 7 11 12345 3 1 1 6 4 1 7 2 3 4 5 6 7 1 8 9");

    [Fact]
    public async Task Emit_NamespacesAndTypesThatHideTheFrameworks_CompilesAndRuns() => (await EmittedWorkers.RunScenarioAsync(
        """
        public class Task { }
        public class ValueTask { }
        public class PayloadWriter { }

        namespace Acme.System { public class Int32 { } }
        namespace Acme.OutProc { public class Contracts { } }

        namespace Acme
        {
            public class CancellationToken { public int Id { get; set; } }

            [RemoteWorker]
            public class Hidden
            {
                public int Run(CancellationToken token) => token.Id;
                public global::System.Threading.Tasks.Task StopAsync(global::System.Threading.CancellationToken ct) => global::System.Threading.Tasks.Task.CompletedTask;
            }
        }

        public static class Scenario
        {
            public static async global::System.Threading.Tasks.Task<string> RunAsync(Acme.IHidden remote)
            {
                await remote.StopAsync();
                return "" + await remote.RunAsync(new() { Id = 5 });
            }
        }
        """)).ShouldBe("5");

    [Fact]
    public async Task Emit_NestedInternalAndGlobalWorkers_CompileAndRun() => (await EmittedWorkers.RunScenarioAsync(
        """
        [RemoteWorker] class Global { public int One() => 1; }

        namespace Ünïcode.Näme
        {
            public partial class Outer
            {
                internal struct Middle { [RemoteWorker] public partial class Inner { public Données Two(Données d) => d; } }
                protected internal class Sibling { [RemoteWorker] public class Other { public int Three() => 3; } }
            }

            partial class Outer { internal sealed record Données(int Número); }
        }

        namespace Elsewhere { [RemoteWorker] public class Global { public int Four() => 4; } }

        static class Scenario
        {
            public static async Task<string> RunAsync(IGlobal one, Ünïcode.Näme.IInner two, Ünïcode.Näme.IOther three, Elsewhere.IGlobal four) => string.Join(' ',
                await one.OneAsync(), (await two.TwoAsync(new(2))).Número, await three.ThreeAsync(), await four.FourAsync(),
                typeof(IGlobal).IsPublic, typeof(Ünïcode.Näme.IInner).IsPublic, typeof(Ünïcode.Näme.IOther).IsPublic, typeof(Elsewhere.IGlobal).IsPublic);
        }
        """)).ShouldBe("1 2 3 4 False False False True");

    [Fact]
    public async Task Emit_ObsoleteAndExperimentalMembers_CarriesThemWithoutAWarning() => (await EmittedWorkers.RunScenarioAsync(
        """
        using System.Diagnostics.CodeAnalysis;

        [Obsolete] public sealed record Old(int Id);

        [RemoteWorker]
        [Experimental("EXP001")]
        public class Aging
        {
            [Obsolete] public int Plain() => 1;
            [Obsolete("Say \"no\".", DiagnosticId = "OLD1", UrlFormat = "https://example.org/{0}")] public int Custom() => 2;
            [Experimental("EXP002")] public int New() => 3;
            [Obsolete("Gone.", error: true)] public int Gone() => 5;
        #pragma warning disable CS0612
            public int Data(Old old) => old.Id;
        #pragma warning restore CS0612
        }

        public static class Scenario
        {
        #pragma warning disable CS0612, OLD1, EXP001, EXP002
            public static async Task<string> RunAsync(IAging remote)
                => string.Join(' ', await remote.PlainAsync(), await remote.CustomAsync(), await remote.NewAsync(), await remote.DataAsync(new(4)),
                    typeof(IAging).GetMethod("CustomAsync")!.GetCustomAttributes(typeof(ObsoleteAttribute), false).Length,
                    typeof(IAging).GetCustomAttributes(typeof(ExperimentalAttribute), false).Length);
        }
        """)).ShouldBe("1 2 3 4 1 1");

    [Fact]
    public async Task Emit_NullableAnnotations_AreCarriedOver() => (await EmittedWorkers.RunScenarioAsync(
        """
        [RemoteWorker]
        public class Nulls
        {
            public string? Maybe(string? a, List<string?> b, Dictionary<string, int[]?>? c, (string? X, int? Y) d, string?[]?[] e) => a;
            public async Task<List<string?>?> LaterAsync(string? a) { await Task.Yield(); return a is null ? null : [a, null]; }
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(INulls remote)
            {
                string? maybe = await remote.MaybeAsync(null, [null], null, (null, null), [null]);
                List<string?>? later = await remote.LaterAsync("x");
                return $"{maybe ?? "null"} {later?.Count}";
            }
        }
        """)).ShouldBe("null 2");

    [Fact]
    public async Task Emit_SourceWithoutNullableContext_CompilesAndRuns() => (await EmittedWorkers.RunScenarioAsync(
        """
        #nullable disable
        namespace Old
        {
            public class Data { public string Name { get; set; } public List<string> Tags { get; set; } }

            [RemoteWorker]
            public class Oblivious { public Data Echo(Data data, string text = null, Data other = default(Data)) => text == null && other == null ? data : null; }
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(Old.IOblivious remote) => (await remote.EchoAsync(new Old.Data { Name = "x" })).Name;
        }
        """)).ShouldBe("x");

    [Fact]
    public async Task Emit_InterfacesOfTheWorkerAndAPartialContract_CompileAndRun() => (await EmittedWorkers.RunScenarioAsync(
        """
        public interface IBase { int Explicit(); int Implicit() => 0; }

        [RemoteWorker]
        public class Shaped : IBase, IEnumerable<int>
        {
            int IBase.Explicit() => 1;
            public int Implicit() => 2;
            IEnumerator<int> IEnumerable<int>.GetEnumerator() => Enumerable.Empty<int>().GetEnumerator();
            System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => Enumerable.Empty<int>().GetEnumerator();
            public int this[int index] => index;
            public static Shaped operator +(Shaped left, Shaped right) => left;
        }

        public partial interface IShaped { async ValueTask<int> DoubledAsync() => 2 * await ImplicitAsync(); }

        public static class Scenario
        {
            public static async Task<string> RunAsync(IShaped remote) => "" + await remote.DoubledAsync();
        }
        """)).ShouldBe("4");

    [Fact]
    public async Task Emit_NamesThatDifferOnlyInCase_CompileAndRun() => (await EmittedWorkers.RunScenarioAsync(
        """
        #pragma warning disable CS8981
        public sealed record Job(int Id);
        public sealed record job(int Id);
        [RemoteWorker] public class Case { public int Run(Job value) => value.Id; }
        [RemoteWorker] public class CASE { public int Run(job value) => -value.Id; }

        public static class Scenario
        {
            public static async Task<string> RunAsync(ICase one, ICASE two) => $"{await one.RunAsync(new(1))} {await two.RunAsync(new(2))}";
        }
        """)).ShouldBe("1 -2");

    [Fact]
    public void Emit_FriendAssemblyWithTheSameData_CompilesWithoutAWarning()
    {
        GeneratorRun friend = GeneratorRun.Sound(
            """
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Second")]
            public sealed record Job(int Id, List<string> Names);
            [RemoteWorker] public class First { public Job Get() => new(1, []); public List<Job> All() => []; }
            """);

        GeneratorRun run = GeneratorRun.Sound(TestCompilation
            .Create("[RemoteWorker] public class Next { public void Put(Job job, List<Job> more) { } public First? First { get; set; } }")
            .WithAssemblyName("Second")
            .AddReferences(friend.Output.ToMetadataReference()));

        // The case is real only as long as the compiler has something to say that the emitted files keep to themselves.
        run.Output.GetDiagnostics(TestContext.Current.CancellationToken).ShouldContain(diagnostic => diagnostic.Id == "CS0436" && diagnostic.IsSuppressed);
    }

    [Fact]
    public void Emit_WorkerWithoutMethods_IsSound() => GeneratorRun.Sound("[RemoteWorker] public class Empty { }");

    [Fact]
    public void Emit_TwoWorkersWithTheSameData_EmitItsFormatterOnce() => GeneratorRun.Sound(
        """
        public sealed record Job(int Id);
        [RemoteWorker] public class A { public void Run(Job job) { } }
        [RemoteWorker] public class B { public Job Get() => new(1); }
        """).Sources.Count(source => source.HintName.Contains("JobFormatter", StringComparison.Ordinal)).ShouldBe(1);
}
