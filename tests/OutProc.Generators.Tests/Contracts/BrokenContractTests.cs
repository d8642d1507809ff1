using Microsoft.CodeAnalysis;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Contracts;

/// <summary>A contract with errors keeps its interface, so that its consumers compile and the build shows the errors that matter.</summary>
public sealed class BrokenContractTests
{
    [Theory]
    [InlineData("OP0304", "public T Get<T>(T value) where T : class, new() => value;")]
    [InlineData("OP0305", "public void Set(ref int value) { }")]
    [InlineData("OP0305", "public void Set(out int value) => value = 0;")]
    [InlineData("OP0305", "public void Set(in int value) { }")]
    [InlineData("OP0305", "private int _x; public ref int Get() => ref _x;")]
    [InlineData("OP0305", "private int _x; public ref readonly int Get() => ref _x;")]
    [InlineData("OP0118", "public void Set(Span<byte> value) { }")]
    [InlineData("OP0118", "public ReadOnlySpan<byte> Get() => default;")]
    [InlineData("OP0102", "public void Set(Func<int, string> value) { }")]
    [InlineData("OP0101", "public IAsyncEnumerable<int> Get() => throw new NotSupportedException();")]
    [InlineData("OP0308", "public void Set(CancellationToken token, int value) { }")]
    [InlineData("OP0308", "public void Set(CancellationToken a, CancellationToken b) { }")]
    [InlineData("OP0315", "public int Count() => 1; public Task<int> CountAsync() => Task.FromResult(1);")]
    [InlineData("OP0315", "public int Count() => 1; public int Count(CancellationToken token) => 1;")]
    [InlineData("OP0309", "[RemoteMethod(Id = 5)] public void A() { } [RemoteMethod(Id = 5)] public void B() { }")]
    [InlineData("OP0109", "public void Set(Task<int> value) { }")]
    [InlineData("OP0316", "private Broken() { }")]
    public void Emit_MethodThatCannotBeCalled_LeavesTheRestOfTheInterface(string id, string member)
    {
        GeneratorRun run = GeneratorRun.Broken(
            $$"""
            namespace Acme;

            [RemoteWorker]
            public class Broken
            {
                public string Sound(int value) => "" + value;
                {{member}}
            }

            public sealed class Consumer(IBroken broken)
            {
                public ValueTask<string> CallAsync() => broken.SoundAsync(1);
            }
            """);

        run.Sources.ShouldHaveSingleItem().SourceText.ToString().ShouldContain($"The contract Acme.IBroken cannot be called: {id}.");
    }

    [Theory]
    [InlineData("public abstract class Broken { public int Get() => 1; }")]
    [InlineData("public static class Broken { public static int Get() => 1; }")]
    [InlineData("public record Broken { public int Get() => 1; }")]
    public void Emit_TypeThatCannotBeAWorker_EmitsTheInterface(string type)
        => GeneratorRun.Broken("[RemoteWorker] " + type + " public class Consumer(IBroken broken) { public IBroken B => broken; }");

    [Theory]
    [InlineData("public class Outer { [RemoteWorker] private class Broken { public int Get() => 1; public void Set(Hidden h) { } } private class Hidden { } }")]
    [InlineData("public class Outer { [RemoteWorker] protected class Broken { public int Get() => 1; } }")]
    [InlineData("public class Outer<T> { [RemoteWorker] public class Broken { public int Get() => 1; public T Other(T value) => value; } }")]
    [InlineData("file class Hidden { } [RemoteWorker] file class Broken { public int Get() => 1; public void Set(Hidden h, List<Hidden[]> more) { } }")]
    public void Emit_TypeOutOfReach_EmitsAnInternalInterface(string type)
    {
        GeneratorRun run = GeneratorRun.Broken(type + " class Consumer(IBroken broken) { public ValueTask<int> B => broken.GetAsync(); }");

        run.Sources.Single().SourceText.ToString().ShouldNotContain("SetAsync");
    }

    [Fact]
    public void Emit_ContractOfAnotherWorkerAsParameter_IsNamedInFull()
    {
        GeneratorRun run = GeneratorRun.Broken(
            """
            namespace Acme.Deep { [RemoteWorker] public class Inner { public int One() => 1; } [RemoteWorker(Contract = "IRenamed")] public class Odd { } }
            namespace Acme
            {
                using Acme.Deep;
                [RemoteWorker] public class Outer
                {
                    public void Use(IInner? inner, List<Deep.IInner[]> many) { }
                    public Task<IRenamed> Get() => throw new NotSupportedException();
                }
                public class Consumer(IOuter outer) { public ValueTask UseAsync(IInner inner) => outer.UseAsync(inner, []); }
            }
            """);

        string contract = run.Text("Acme.Outer.Contract.g.cs");
        contract.ShouldContain("UseAsync(global::Acme.Deep.IInner? inner, global::System.Collections.Generic.List<global::Acme.Deep.IInner[]> many, ");
        contract.ShouldContain("ValueTask<global::Acme.Deep.IRenamed> GetAsync(");
    }

    [Fact]
    public void Emit_UnknownType_AddsNoErrorToTheCompilers()
    {
        GeneratorRun run = GeneratorRun.Start(TestCompilation.Create(
            """
            [RemoteWorker] public class Typo { public int Get() => 1; public void Set(Strin text) { } public Lst<int> All() => null!; }
            public class Consumer(ITypo typo) { public ValueTask<int> Get() => typo.GetAsync(); }
            """));

        run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id).ShouldBe(["CS0246", "CS0246"]);
    }

    [Fact]
    public void Emit_ContractRenamedToNoName_KeepsTheDefaultName()
        => GeneratorRun.Broken("[RemoteWorker(Contract = \"not a name\")] public class W { } public class Consumer(IW w) { public IW W => w; }");

    [Fact]
    public void Emit_PointerParameter_LeavesItOut()
    {
        GeneratorRun run = GeneratorRun.Start(TestCompilation.Create(
            "[RemoteWorker] public unsafe class P { public void Set(int* p, delegate*<void> f) { } public int* Get() => null; public int Ok() => 1; }"));

        run.Sources.Single().SourceText.ToString().ShouldNotContain("*");
        run.Sources.Single().SourceText.ToString().ShouldContain("OkAsync");
    }
}
