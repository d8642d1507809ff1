using OutProc.CompilerServices;
using OutProc.Contracts;
using OutProc.Generators.Helpers;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Execution;

/// <summary>What the runtime reads from emitted tables.</summary>
public sealed class DescriptorTests
{
    private const string Source =
        """
        namespace Acme.Tools;

        public sealed record Job(int Id);

        public class Outer
        {
            [RemoteWorker(Contract = "IRemoteJobs")]
            public class Jobs
            {
                public void Run(Job job, List<int> ids) { }
                [RemoteMethod(Id = 42, Idempotent = true, TimeoutMs = 250)] public int Count() => 0;
                [RemoteMethod(Name = "Stop")] public Task HaltAsync() => Task.CompletedTask;
            }
        }
        """;

    [Fact]
    public void Descriptor_NestedRenamedWorker_DescribesIt()
    {
        WorkerDescriptor descriptor = EmittedWorkers.Load(Source).Implementation("Acme.Tools.IRemoteJobs").Contract;

        descriptor.DisplayName.ShouldBe("Jobs");
        descriptor.WorkerAssembly.ShouldBe("Tested");
        descriptor.Methods.ToArray().Select(method => (method.Index, method.Name, method.Options)).ShouldBe(
        [
            (0, "Count", MethodOptions.Idempotent),
            (1, "Run", MethodOptions.None),
            (2, "HaltAsync", MethodOptions.None),
        ]);
    }

    [Fact]
    public void Descriptor_MethodWithALimit_CarriesIt()
    {
        WorkerDescriptor descriptor = EmittedWorkers.Load(Source).Implementation("Acme.Tools.IRemoteJobs").Contract;

        descriptor.Methods.ToArray().Select(static method => method.TimeoutMilliseconds).ShouldBe([250, 0, 0]);
    }

    [Fact]
    public void Id_NotGiven_IsTheHashOfContractNameAndTypes()
    {
        MethodDescriptor[] methods = EmittedWorkers.Load(Source).Implementation("Acme.Tools.IRemoteJobs").Contract.Methods.ToArray();

        methods[0].Id.ShouldBe(42u);
        methods[1].Id.ShouldBe(StableHash.Fnv1a32("RunAsync(Acme.Tools.Job,System.Collections.Generic.List<int>)"));
        methods[2].Id.ShouldBe(StableHash.Fnv1a32("Stop()"));
    }

    [Fact]
    public void Schema_OfAMethod_HoldsNamesTypesAndLayouts()
    {
        MethodDescriptor run = EmittedWorkers.Load(Source).Implementation("Acme.Tools.IRemoteJobs").Contract.Methods[1];

        run.Schema.ShouldStartWith("(job: Acme.Tools.Job, ");
        run.Schema.ShouldContain("-> void\n");
        run.Schema.ShouldContain("Acme.Tools.Job {Id: int}");
        run.Schema.ShouldNotContain("Run");
    }

    [Theory]
    [InlineData("Job(int Id)", "Job(int Number)", true)]
    [InlineData("Job(int Id)", "Job(long Id)", false)]
    public void SchemaHash_MemberChanged_DependsOnTheWire(string before, string after, bool isSame)
    {
        MethodDescriptor one = EmittedWorkers.Load(Source).Implementation("Acme.Tools.IRemoteJobs").Contract.Methods[1];
        MethodDescriptor other = EmittedWorkers.Load(Source.Replace(before, after, StringComparison.Ordinal))
            .Implementation("Acme.Tools.IRemoteJobs").Contract.Methods[1];

        other.Schema.ShouldNotBe(one.Schema);
        (other.SchemaHash == one.SchemaHash).ShouldBe(isSame);
    }

    [Fact]
    public void Schema_MemberAdded_HashDiffers()
    {
        WorkerDescriptor before = EmittedWorkers.Load(Source).Implementation("Acme.Tools.IRemoteJobs").Contract;
        WorkerDescriptor after = EmittedWorkers
            .Load(Source.Replace("Job(int Id)", "Job(int Id, string Name)", StringComparison.Ordinal))
            .Implementation("Acme.Tools.IRemoteJobs").Contract;

        after.Methods[1].Id.ShouldBe(before.Methods[1].Id);
        after.Methods[1].SchemaHash.ShouldNotBe(before.Methods[1].SchemaHash);
        after.Methods[0].SchemaHash.ShouldBe(before.Methods[0].SchemaHash);
    }

    [Theory]
    [InlineData("", 2166136261u)]
    [InlineData("a", 0xe40c292cu)]
    [InlineData("foobar", 0xbf9cf968u)]
    public void Fnv1a32_PublishedVectors_Match(string text, uint hash) => StableHash.Fnv1a32(text).ShouldBe(hash);

    [Theory]
    [InlineData("", 0xcbf29ce484222325ul)]
    [InlineData("a", 0xaf63dc4c8601ec8cul)]
    [InlineData("foobar", 0x85944171f73967e8ul)]
    public void Fnv1a64_PublishedVectors_Match(string text, ulong hash) => StableHash.Fnv1a64(text).ShouldBe(hash);

    [Fact]
    public void Descriptor_OfBrokenContract_ThrowsWhatIsWrong()
    {
        System.Reflection.Assembly assembly = GeneratorRun.Broken(
            """
            [RemoteWorker] public class Bad { public void Set(Action action) { } }
            public static class Scenario { public static object Get<T>() where T : class, IRemoteContract<T> => T.Descriptor; public static object Run() => Get<IBad>(); }
            """).Load();

        Should.Throw<System.Reflection.TargetInvocationException>(() => assembly.GetType("Scenario")!.GetMethod("Run")!.Invoke(null, null))
            .InnerException.ShouldBeOfType<InvalidOperationException>().Message
            .ShouldBe("The contract IBad cannot be called: OP0102.");
    }
}
