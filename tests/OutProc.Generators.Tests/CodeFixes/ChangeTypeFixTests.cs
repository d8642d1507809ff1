using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

public sealed class ChangeTypeFixTests
{
    [Theory]
    [InlineData("Stream", "ReadOnlyMemory<byte>")]
    [InlineData("FileStream?", "ReadOnlyMemory<byte>?")]
    [InlineData("List<Stream>", "List<ReadOnlyMemory<byte>>")]
    [InlineData("(Stream A, TextReader B)", "(ReadOnlyMemory<byte> A, string B)")]
    [InlineData("StreamReader", "string")]
    [InlineData("System.IO.MemoryStream", "ReadOnlyMemory<byte>")]
    [InlineData("IQueryable<string>", "string[]")]
    [InlineData("IOrderedQueryable<int>", "int[]")]
    [InlineData("Dictionary<string, ParallelQuery<int>>", "Dictionary<string, int[]>")]
    [InlineData("Span<byte>", "ReadOnlyMemory<byte>")]
    [InlineData("ReadOnlySpan<char>", "ReadOnlyMemory<char>")]
    public Task Fix_Parameter_ChangesTheTypeInside(string before, string after) => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, ChangeTypeFix>(
        Method($"public int Count({before} data, int first) => first;"),
        Method($"public int Count({after} data, int first) => first;"));

    [Theory]
    [InlineData("public Stream? Body { get; set; }", "public ReadOnlyMemory<byte>? Body { get; set; }")]
    [InlineData("public IQueryable<int>? Rows;", "public int[]? Rows;")]
    public Task Fix_Member_ChangesTheType(string before, string after)
        => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, ChangeTypeFix>(Member(before), Member(after));

    [Fact]
    public Task Fix_MemberOfARecord_ChangesTheType() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, ChangeTypeFix>(
        "public sealed record Job(string Url, Stream Body);\n" + Method("public int Count(Job job) => 0;"),
        "public sealed record Job(string Url, ReadOnlyMemory<byte> Body);\n" + Method("public int Count(Job job) => 0;"));

    [Theory]
    [InlineData(
        "public IQueryable<int> Get(int[] all) => all.AsQueryable();",
        "public int[] Get(int[] all) => all.AsQueryable().ToArray();")]
    [InlineData(
        "public IQueryable<int> Get(int[] all) { Func<int> f = () => { return 1; }; return from x in all.AsQueryable() where x > 1 select x; }",
        "public int[] Get(int[] all) { Func<int> f = () => { return 1; }; return (from x in all.AsQueryable() where x > 1 select x).ToArray(); }")]
    [InlineData(
        "public async Task<IQueryable<int>> GetAsync(int[] all) { await Task.Yield(); return all.AsQueryable(); }",
        "public async Task<int[]> GetAsync(int[] all) { await Task.Yield(); return all.AsQueryable().ToArray(); }")]
    [InlineData(
        "public ReadOnlySpan<char> Get(string text) => text.AsSpan(1);",
        "public ReadOnlyMemory<char> Get(string text) => text.AsSpan(1).ToArray();")]
    [InlineData(
        "public int Sum(ReadOnlySpan<int> all) { int sum = all.Length; foreach (int x in all) { sum += x; } return sum + all[0]; }",
        "public int Sum(ReadOnlyMemory<int> all) { int sum = all.Span.Length; foreach (int x in all.Span) { sum += x; } return sum + all.Span[0]; }")]
    public Task Fix_BodyOfTheMethod_IsAdapted(string before, string after)
        => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, ChangeTypeFix>(Method(before), Method(after));

    [Fact]
    public Task FixAll_SeveralStreams_BecomeBytes() => CodeFixRun.VerifyAllAsync<RemotabilityAnalyzer, ChangeTypeFix>(
        Method("public int Count(Stream a, Stream b) => 0; public void Put(string name, Stream c) { }"),
        Method("public int Count(ReadOnlyMemory<byte> a, ReadOnlyMemory<byte> b) => 0; public void Put(string name, ReadOnlyMemory<byte> c) { }"));

    [Theory]
    [InlineData("public int Count(IQueryable rows) => 0;")]
    [InlineData("public int Count(TypedReference value) => 0;")]
    public Task Fix_NothingCertain_IsNotOffered(string method)
        => CodeFixRun.VerifyNotOfferedAsync<RemotabilityAnalyzer, ChangeTypeFix>(Method(method));

    private static string Method(string method) => $"[RemoteWorker]\npublic sealed class Worker\n{{\n    {method}\n}}\n";

    private static string Member(string member) => $"public sealed class Job\n{{\n    {member}\n}}\n\n" + Method("public int Count(Job job) => 0;");
}
