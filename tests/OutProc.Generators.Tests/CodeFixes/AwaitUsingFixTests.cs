using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

/// <summary>Holding what is to be given back.</summary>
public sealed class AwaitUsingFixTests
{
    private const string Worker = "\n[RemoteWorker] public sealed class Crawler { public int Count(string url) => url.Length; }\n";

    [Theory]
    [InlineData(
        "async Task Load(SharedLock gate) { var held = await gate.AcquireAsync(); }",
        "async Task Load(SharedLock gate) { await using var held = await gate.AcquireAsync(); }")]
    [InlineData(
        "async Task Load(SharedLock gate) { await gate.AcquireAsync(); }",
        "async Task Load(SharedLock gate) { await using var lease = await gate.AcquireAsync(); }")]
    [InlineData(
        "async Task Load(SharedLock gate, int lease) { await gate.AcquireAsync(); }",
        "async Task Load(SharedLock gate, int lease) { await using var lease2 = await gate.AcquireAsync(); }")]
    [InlineData(
        "void Load(SharedLock gate) { SharedLockLease held = gate.Acquire(TimeSpan.Zero); }",
        "void Load(SharedLock gate) { using SharedLockLease held = gate.Acquire(TimeSpan.Zero); }")]
    [InlineData(
        "async Task Load() { IWorkerPool<ICrawler> pool = await WorkerPool.StartAsync<ICrawler>(); }",
        "async Task Load() { await using IWorkerPool<ICrawler> pool = await WorkerPool.StartAsync<ICrawler>(); }")]
    public Task Fix_NotDisposed_IsHeldByUsing(string before, string after)
        => CodeFixRun.VerifyAsync<LeaseAnalyzer, AwaitUsingFix>(Page(before), Page(after));

    [Theory]
    [InlineData("void Load() { StandaloneWorkerProcess<ICrawler> one = WorkerProcess.Create<ICrawler>(); }")]
    [InlineData("bool Load(SharedLock gate) { return gate.TryAcquire(out SharedLockLease held); }")]
    public Task Fix_NothingToHoldItBy_IsNotOffered(string method)
        => CodeFixRun.VerifyNotOfferedAsync<LeaseAnalyzer, AwaitUsingFix>(Page(method));

    private static string Page(string method) => $"public sealed class Page {{ public {method} }}{Worker}";
}
