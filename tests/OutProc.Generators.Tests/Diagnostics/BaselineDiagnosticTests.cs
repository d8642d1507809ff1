using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;
using OutProc.Generators.Tests.CodeFixes;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0110 and OP0117: contracts compared with the file that keeps them.</summary>
public sealed class BaselineDiagnosticTests
{
    private const string FileName = "OutProcContracts.txt";

    private const string Baseline =
        """
        # Kept since 1.0.
        Acme.IShop.AddAsync(Acme.Order) = 00000001 (order: Acme.Order) -> int | Acme.Order {Id: int, Item: string}
        Acme.IShop.ClearAsync() = 00000002 () -> void

        """;

    [Fact]
    public Task Analyze_SameContract_IsSilent() => VerifyAsync(Source("int Id, string Item"), Baseline);

    [Fact]
    public Task Analyze_RenamedParameterAndMember_IsSilent()
        => VerifyAsync(Source("int Id, string Text").Replace("Order order) => order.Id", "Order other) => other.Id", StringComparison.Ordinal), Baseline);

    [Fact]
    public Task Analyze_NoBaseline_IsSilent() => AnalyzerRun.VerifySoundAsync<ContractBaselineAnalyzer>(Source("int Id"));

    [Fact]
    public Task Analyze_MemberAdded_ShowsTheLayouts() => VerifyAsync(
        Source("int Id, string Item, int Count").Replace("int Add", "int [|Add|]", StringComparison.Ordinal),
        Baseline,
        "warning OP0110: 'Acme.IShop.AddAsync(Acme.Order)' differs from the contract baseline: "
            + "'Acme.Order {Id: int, Item: string}' became 'Acme.Order {Id: int, Item: string, Count: int}'");

    [Fact]
    public Task Analyze_IdAndResultChanged_ShowsBoth() => VerifyAsync(
        Source("int Id, string Item").Replace("[RemoteMethod(Id = 1)] public int Add", "[RemoteMethod(Id = 9)] public long [|Add|]", StringComparison.Ordinal),
        Baseline,
        "warning OP0110: 'Acme.IShop.AddAsync(Acme.Order)' differs from the contract baseline: "
            + "'00000001', '(order: Acme.Order) -> int' became '00000009', '(order: Acme.Order) -> long'");

    [Fact]
    public Task Analyze_MethodAdded_SaysThatItIsNew() => VerifyAsync(
        Source("int Id, string Item").Replace("public void Clear", "public void [|More|](int x) { } [RemoteMethod(Id = 2)] public void Clear", StringComparison.Ordinal)
            .Replace("[RemoteMethod(Id = 2)] public void [|More|]", "[RemoteMethod(Id = 3)] public void [|More|]", StringComparison.Ordinal),
        Baseline,
        "warning OP0110: 'Acme.IShop.MoreAsync(int)' differs from the contract baseline: it is not in the baseline");

    [Fact]
    public Task Analyze_MethodRemoved_IsReportedAtTheType() => VerifyAsync(
        Source("int Id, string Item").Replace("class Shop", "class [|Shop|]", StringComparison.Ordinal),
        Baseline + "Acme.IShop.OldAsync(int,string) = 00000007 (int, string) -> void\nOther.IShop.OldAsync() = 00000008 () -> void\n",
        "warning OP0110: 'Acme.IShop.OldAsync(int,string)' differs from the contract baseline: it was removed, "
            + "and callers of older builds may still call it");

    [Fact]
    public Task Analyze_DeclaredContract_IsCompared() => VerifyAsync(
        """
        [RemoteContract]
        public partial interface IClock
        {
            [RemoteMethod(Id = 1)] Task StartAsync(int interval, CancellationToken ct);
            [RemoteMethod(Id = 2)] Task<int> [|StopAsync|]();
        }

        [RemoteWorker]
        public sealed class Clock : IClock
        {
            public Task StartAsync(int interval, CancellationToken ct) => Task.CompletedTask;
            public Task<int> StopAsync() => Task.FromResult(1);
        }
        """,
        "IClock.StartAsync(int) = 00000001 (interval: int) -> void\nIClock.StopAsync() = 00000002 () -> void",
        "warning OP0110: 'IClock.StopAsync()' differs from the contract baseline: '() -> void' became '() -> int'");

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => VerifyAsync(
        $"#pragma warning disable OP0110\n{Source("int Id")}", Baseline);

    [Fact]
    public Task Analyze_UnmanagedStructWithBaseline_WarnsWithThePath() => AnalyzerRun.VerifyAsync<RemotabilityAnalyzer>(
        Structs("Job [|job|], Size [|size|], int plain, DayOfWeek day, (int, int) pair, DateTime? time"),
        new AnalyzerSettings { Files = new() { [FileName] = "" } },
        "warning OP0117: parameter 'job' of 'Images.Resize': 'job.Sizes[]' is unmanaged struct 'Size', sent as its memory; adding a field breaks older workers",
        "warning OP0117: parameter 'size' of 'Images.Resize': 'size' is unmanaged struct 'Size', sent as its memory; adding a field breaks older workers");

    [Fact]
    public Task Analyze_GenericWorker_ComparesEachClosing() => VerifyAsync(
        """
        namespace Acme;

        [RemoteWorker(Closed = [typeof(Repo<int>), typeof(Repo<string>)])]
        public sealed class Repo<T>
        {
            [RemoteMethod(Id = 1)] public void [|Put|](T item) { }
        }
        """,
        "Acme.IRepo<int>.PutAsync(int) = 00000001 (item: int) -> void\nAcme.IRepo<string>.PutAsync(string) = 00000001 (item: long) -> void\n",
        "warning OP0110: 'Acme.IRepo<string>.PutAsync(string)' differs from the contract baseline: "
            + "'(item: long) -> void' became '(item: string) -> void'");

    [Fact]
    public Task Analyze_UnmanagedStructWithoutBaseline_IsSilent()
        => AnalyzerRun.VerifySoundAsync<RemotabilityAnalyzer>(Structs("Job job, Size size"));

    [Fact]
    public Task Fix_NewFile_GetsTheLine() => CodeFixRunAsync("", "Acme.IShop.AddAsync(Acme.Order) = 00000001 (order: Acme.Order) -> int | Acme.Order {Id: int, Item: string}\n");

    [Fact]
    public Task Fix_ChangedMethod_ReplacesItsLine() => CodeFixRunAsync(
        "# Kept.\nA.IA.X() = 1 () -> void\nAcme.IShop.AddAsync(Acme.Order) = 00000001 (Acme.Order) -> long\nZ.IZ.X() = 1 () -> void\n",
        "# Kept.\nA.IA.X() = 1 () -> void\nAcme.IShop.AddAsync(Acme.Order) = 00000001 (order: Acme.Order) -> int | Acme.Order {Id: int, Item: string}\nZ.IZ.X() = 1 () -> void\n");

    [Fact]
    public Task Fix_RemovedMethod_TakesItsLineAway()
    {
        const string Line = "Acme.IShop.AddAsync(Acme.Order) = 00000001 (order: Acme.Order) -> int | Acme.Order {Id: int, Item: string}\n";
        return CodeFixRunAsync($"{Line}Acme.IShop.OldAsync() = 00000009 () -> void\n", Line);
    }

    private static async Task CodeFixRunAsync(string before, string after)
    {
        string source = Source("int Id, string Item").Replace("    [RemoteMethod(Id = 2)] public void Clear() { }\n", "", StringComparison.Ordinal);
        FixProject project = await FixProject.CreateAsync(source, new AnalyzerSettings { Files = new() { [FileName] = before } });
        FixProject @fixed = await CodeFixRun.ApplyFirstAsync<ContractBaselineAnalyzer, UpdateBaselineFix>(project);

        @fixed.FileText(FileName).ShouldBe(after);
        (await @fixed.ReportAsync(new ContractBaselineAnalyzer())).ShouldBeEmpty();
    }

    private static Task VerifyAsync(string source, string baseline, params string[] expected)
        => AnalyzerRun.VerifyAsync<ContractBaselineAnalyzer>(source, new AnalyzerSettings { Files = new() { [FileName] = baseline } }, expected);

    private static string Source(string members) =>
        $$"""
        namespace Acme;

        public sealed record Order({{members}});

        [RemoteWorker]
        public sealed class Shop
        {
            [RemoteMethod(Id = 1)] public int Add(Order order) => order.Id;
            [RemoteMethod(Id = 2)] public void Clear() { }
        }
        """;

    private static string Structs(string parameters) =>
        $$"""
        public readonly record struct Size(int Width, int Height);
        public sealed record Job(Size[] Sizes, string Name);

        [RemoteWorker]
        public sealed class Images
        {
            public void Resize({{parameters}}) { }
        }
        """;
}
