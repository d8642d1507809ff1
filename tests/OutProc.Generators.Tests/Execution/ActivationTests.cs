using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OutProc.Contracts;
using OutProc.Generators.Tests.Infrastructure;
using OutProc.Shared;

namespace OutProc.Generators.Tests.Execution;

/// <summary>How the emitted registration creates the user's class.</summary>
public sealed class ActivationTests
{
    [Fact]
    public void Implementation_LoggersAndContextOnly_NeedsNoContainer()
    {
        EmittedWorkers workers = EmittedWorkers.Load(
            """
            [RemoteWorker(Concurrency = WorkerConcurrency.Concurrent)]
            public class Plain(ILogger<Plain> log, ILogger other, IWorkerContext context, int retries = 3, string name = "x", DayOfWeek day = DayOfWeek.Friday)
            {
                public override string ToString() => $"{log is not null} {other is ILogger<Plain>} {context.WorkerId} {retries} {name} {day}";
            }
            """);

        workers.Implementation("IPlain").NeedsContainer.ShouldBeFalse();
        workers.Implementation("IPlain").Concurrency.ShouldBe(WorkerConcurrency.Concurrent);
        workers.Activate("IPlain").Instance.ToString().ShouldBe("True True 7 3 x Friday");
    }

    [Fact]
    public void Implementation_SharedResources_NeedNoContainer()
    {
        EmittedWorkers workers = EmittedWorkers.Load(
            """
            using Microsoft.Extensions.DependencyInjection;
            using OutProc.Shared;

            [RemoteWorker]
            public class Scribe(
                [FromKeyedServices("log")] SharedLock log, [FromKeyedServices("frame")] SharedArray<float> frame, [FromKeyedServices("none")] SharedEvent? none = null)
            {
                public override string ToString() => $"{log.Name} {frame.Length} {none is null}";
            }
            """);
        var declarations = new SharedDeclarations();
        declarations.AddLock("log").AddArray<float>("frame", 5);
        SharedResources shared = SharedResources.Create(declarations, out _);
        try
        {
            workers.Shared = shared;

            workers.Implementation("IScribe").NeedsContainer.ShouldBeFalse();
            workers.Activate("IScribe").Instance.ToString().ShouldBe("log 5 True");
        }
        finally
        {
            shared.Dispose();
        }
    }

    [Fact]
    public void Implementation_Services_ComeFromTheContainer()
    {
        EmittedWorkers workers = EmittedWorkers.Load(
            """
            using Microsoft.Extensions.DependencyInjection;

            [assembly: WorkerStartup<Startup>]

            public sealed class Startup : IWorkerStartup { public void ConfigureServices(IServiceCollection services) { } }

            public enum Kind { Cold }

            [RemoteWorker]
            public class Shop(
                IServiceProvider services,
                Version required,
                [FromKeyedServices("a")] Version keyed,
                [FromKeyedServices(Kind.Cold)] Version? missing = null,
                [FromKeyedServices((byte)1)] Version? small = null,
                Uri? absent = null)
            {
                public override string ToString() => $"{services is not null} {required} {keyed} {missing?.ToString() ?? "null"} {small} {absent?.ToString() ?? "null"}";
            }
            """);
        workers.Services.AddSingleton(new Version(1, 0));
        workers.Services.AddKeyedSingleton("a", new Version(2, 0));
        workers.Services.AddKeyedSingleton((byte)1, new Version(3, 0));

        workers.Implementation("IShop").NeedsContainer.ShouldBeTrue();
        workers.Activate("IShop").Instance.ToString().ShouldBe("True 1.0 2.0 null 3.0 null");
    }

    [Fact]
    public void Implementation_SeveralConstructors_TakesTheMarkedOne()
    {
        EmittedWorkers workers = EmittedWorkers.Load(
            """
            using Microsoft.Extensions.DependencyInjection;

            [RemoteWorker]
            public class Marked
            {
                private readonly string _made;
                public Marked() => _made = "no";
                [ActivatorUtilitiesConstructor] public Marked(IWorkerContext context) => _made = "yes " + context.Generation;
                internal Marked(int number) => _made = "" + number;
                public override string ToString() => _made;
            }
            """);

        workers.Activate("IMarked").Instance.ToString().ShouldBe("yes 1");
    }

    [Fact]
    public void Implementation_ContractOfAnotherWorkerAsParameter_LeftToTheContainer()
    {
        EmittedWorkers workers = EmittedWorkers.Load(
            """
            [assembly: WorkerStartup<Startup>]

            public sealed class Startup : IWorkerStartup
            {
                public void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { }
            }

            [RemoteWorker] public class Inner { public int One() => 1; }

            [RemoteWorker]
            public class Outer(IInner inner, ILogger<Outer> log)
            {
                public override string ToString() => inner.GetType().Name + (log is null);
                public async Task<int> AskAsync() => await inner.OneAsync();
            }
            """);
        workers.Services.AddSingleton(workers.Proxy("IInner").GetType().GetInterfaces()[0], workers.Proxy("IInner"));
        workers.Services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));

        workers.Implementation("IOuter").NeedsContainer.ShouldBeTrue();
        workers.Activate("IOuter").Instance.ToString()!.ShouldEndWith("InnerProxyFalse");
    }

    [Theory]
    [InlineData("public class W { public W() { } public W(int x) { } }")]
    [InlineData("public class W { private W() { } public static W Create() => new(); }")]
    [InlineData("public class W { public W(ref int x) { } }")]
    [InlineData("public class W { public required int X { get; init; } }")]
    public void Parse_NoConstructorToChoose_ContractIsBroken(string worker) => GeneratorRun.Broken("[RemoteWorker] " + worker);
}
