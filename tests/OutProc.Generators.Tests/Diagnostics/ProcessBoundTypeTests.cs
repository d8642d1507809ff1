using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0108, OP0109, OP0111, OP0112, OP0113, OP0115, OP0116, OP0118: what a type is, and its own remedy.</summary>
public sealed class ProcessBoundTypeTests
{
    private const string Handle =
        "OP0108", HandleText = ", a handle or pointer valid only in this process; send the name of the resource and open it in the worker, or the bytes; "
            + "an open file can be handed over as SharedHandle<SafeFileHandle>";
    private const string State =
        "OP0109", StateText = ", part of this process's execution state; await it first, or pass a CancellationToken as the last parameter";
    private const string Provider =
        "OP0111", ProviderText = "; service providers and scopes do not cross processes, register the service by IWorkerStartup and take it in the worker's constructor";
    private const string Locks =
        "OP0112", LocksText = ", an in-process lock that no other process sees; keep it in the worker, or inject a SharedLock with [FromKeyedServices]";
    private const string Reflection = "OP0113", ReflectionText = "; reflection objects are not sent, send a name or an enum";
    private const string Cases = "OP0115", AnythingText = ", which can hold anything; name the type that is sent";
    private const string InterfaceText = "an interface with no known cases; name the type that is sent, or the types behind it with [JsonDerivedType]";
    private const string AbstractText = "an abstract class with no known cases; name the type that is sent, or the types behind it with [KnownType]";
    private const string Query = "OP0116", QueryText = ", a query that would run here; send its results, an array by ToArray()";
    private const string RefStruct = "OP0118", RefStructText = ", a ref struct that cannot leave the stack; use ReadOnlyMemory<T> or an array";

    [Theory]
    [InlineData(Handle, "nint", HandleText)]
    [InlineData(Handle, "UIntPtr", HandleText, "nuint")]
    [InlineData(Handle, "System.Runtime.InteropServices.GCHandle", HandleText)]
    [InlineData(Handle, "System.Runtime.InteropServices.SafeHandle", HandleText)]
    [InlineData(Handle, "Microsoft.Win32.SafeHandles.SafeFileHandle", HandleText)]
    [InlineData(Handle, "RuntimeTypeHandle", HandleText)]
    [InlineData(State, "Task<int>", StateText)]
    [InlineData(State, "ValueTask", StateText)]
    [InlineData(State, "Thread", StateText)]
    [InlineData(State, "CancellationTokenSource", StateText)]
    [InlineData(State, "TaskCompletionSource<int>", StateText)]
    [InlineData(State, "Timer", StateText)]
    [InlineData(State, "PeriodicTimer", StateText)]
    [InlineData(State, "SynchronizationContext", StateText)]
    [InlineData(State, "AsyncLocal<int>", StateText)]
    [InlineData(Provider, "IServiceProvider", ProviderText)]
    [InlineData(Provider, "Microsoft.Extensions.DependencyInjection.IServiceScope", ProviderText)]
    [InlineData(Provider, "Microsoft.Extensions.DependencyInjection.ServiceProvider", ProviderText)]
    [InlineData(Locks, "Lock", LocksText)]
    [InlineData(Locks, "SemaphoreSlim", LocksText)]
    [InlineData(Locks, "Mutex", LocksText)]
    [InlineData(Locks, "ReaderWriterLockSlim", LocksText)]
    [InlineData(Locks, "AutoResetEvent", LocksText)]
    [InlineData(Reflection, "Type", ReflectionText)]
    [InlineData(Reflection, "System.Reflection.Assembly", ReflectionText)]
    [InlineData(Reflection, "System.Reflection.MethodInfo", ReflectionText)]
    [InlineData(Cases, "object", AnythingText)]
    [InlineData(Cases, "dynamic", AnythingText)]
    [InlineData(Cases, "IDisposable", ", " + InterfaceText)]
    [InlineData(Query, "IQueryable<int>", QueryText)]
    [InlineData(Query, "ParallelQuery<int>", QueryText)]
    [InlineData(RefStruct, "Span<byte>", RefStructText)]
    [InlineData(RefStruct, "ReadOnlySpan<char>", RefStructText)]
    [InlineData(RefStruct, "TypedReference", RefStructText)]
    public Task Analyze_Parameter_SaysWhatItIsAndWhatToDo(string id, string type, string text, string? shown = null)
        => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
            $$"""
            [RemoteWorker]
            public sealed class Crawler
            {
                public void Run(int first, {{type}} [|job|]) { }

                public int Count(string text) => text.Length;
            }

            public sealed class Page(ICrawler crawler)
            {
                public ValueTask<int> LoadAsync() => crawler.CountAsync("");
            }
            """,
            $"error {id}: parameter 'job' of 'Crawler.Run' cannot cross: 'job' is '{shown ?? type.Split('.')[^1]}'{text}");

    [Theory]
    [InlineData("public abstract class Job { public int Id { get; set; } }", AbstractText)]
    [InlineData("public interface Job { int Id { get; } }", InterfaceText)]
    [InlineData("public abstract record Job(int Id);", AbstractText)]
    public Task Analyze_TypeWithoutCases_SaysWhatItIs(string declaration, string kind) => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        $$"""
        {{declaration}}

        [RemoteWorker]
        public sealed class Crawler
        {
            public [|Job[]|] Run() => [];
        }
        """,
        $"error OP0115: the result of 'Crawler.Run' cannot cross: 'result[]' is 'Job', {kind}");

    [Theory]
    [InlineData("Lock", "job", "")]
    [InlineData("Lock[]", "job[]", "")]
    [InlineData("List<List<Lock>>", "job[][]", "")]
    [InlineData("Dictionary<string, Lock>", "job.Values[]", "")]
    [InlineData("(int Size, Lock Gate)?", "job.Gate", "")]
    [InlineData("Job", "job.Gate", "public sealed class Job { public Lock Gate { get; set; } = new(); }")]
    [InlineData("Job", "job.Gate", "public sealed class Job { public Lock Gate = new(); }")]
    [InlineData("Job", "job.Gate", "public sealed record Job(Lock Gate);")]
    [InlineData("Job", "job.Gate", "public record Base(Lock Gate); public sealed record Job(Lock Gate, int Size) : Base(Gate);")]
    [InlineData("Job", "job.Parent.Gates[]", "public class Base { public Lock[]? Gates { get; set; } } public sealed class Job { public Derived? Parent { get; set; } } public sealed class Derived : Base;")]
    [InlineData("Box<Lock>", "job.Value", "public sealed class Box<T> { public T? Value { get; set; } }")]
    [InlineData("Job", "job.Inner.Value[]", "public sealed class Box<T> { public T? Value { get; set; } } public sealed record Job(Box<Lock[]> Inner);")]
    [InlineData("Job", "job.Gate", "public sealed class Job { public Job? Next { get; set; } public List<Job>? All { get; set; } public Lock? Gate { get; set; } }")]
    public Task Analyze_AnywhereInTheGraph_NamesThePath(string type, string path, string declarations)
        => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
            $$"""
            {{declarations}}

            [RemoteWorker]
            public sealed class Crawler
            {
                public void Run({{type}} [|job|]) { }
            }
            """,
            $"error OP0112: parameter 'job' of 'Crawler.Run' cannot cross: '{path}' is 'Lock'{LocksText}");

    [Fact]
    public Task Analyze_PointerInAnUnmanagedStruct_NamesThePath() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        public struct Window { public int Width; private nint _handle; public nint Handle => _handle; public void Open(nint h) => _handle = h; }
        public record struct Scene(Window Main, int Count);

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Scene [|job|]) { }
        }
        """,
        $"error OP0108: parameter 'job' of 'Crawler.Run' cannot cross: 'job.Main._handle' is 'nint'{HandleText}");

    [Fact]
    public Task Analyze_Pointers_AreHandles() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        """
        [RemoteWorker]
        public sealed unsafe class [|Crawler|]
        {
            public void Run(int* [|first|], delegate*<void> [|second|]) { }
        }
        """,
        "error CS0227: Unsafe code may only appear if compiling with /unsafe",
        $"error OP0108: parameter 'first' of 'Crawler.Run' cannot cross: 'first' is 'int*'{HandleText}",
        $"error OP0108: parameter 'second' of 'Crawler.Run' cannot cross: 'second' is 'delegate*<void>'{HandleText}");

    [Fact]
    public Task Analyze_WhatStaysInTheWorker_IsSilent() => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(
        """
        public enum Kind { A, B }

        [RemoteWorker]
        public sealed class Crawler(IServiceProvider services) : IDisposable
        {
            private readonly SemaphoreSlim _gate = new(1);
            private readonly Lock _lock = new();

            public object? Last { get; private set; }

            public async Task<int[]> RunAsync(ReadOnlyMemory<byte> body, Kind kind, string type, IEnumerable<int> query, CancellationToken token)
            {
                await _gate.WaitAsync(token);
                lock (_lock)
                {
                    Last = services.GetService(typeof(object));
                    return [.. query];
                }
            }

            public void Dispose() => _gate.Dispose();
        }
        """);
}
