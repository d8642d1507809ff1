using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0317, OP0404.</summary>
public sealed class SharedResourceDiagnosticTests
{
    private const string Types =
        """

        public struct Plain { public int A; public double B; public Inner C; }
        public struct Inner { public Guid Id; public bool Set; public char Letter; }
        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
        public struct Free { public int A; public byte B; }
        public struct Around { public Free Inner { get; set; } }
        """;

    [Theory]
    [InlineData("SharedArray<[|Free|]>", "Free", "has 'Free' of type 'Free', whose layout the runtime chooses")]
    [InlineData("SharedValue<[|Free|]>", "Free", "has 'Free' of type 'Free', whose layout the runtime chooses")]
    [InlineData("SharedArray<[|Around|]>", "Around", "has 'Around.Inner' of type 'Free', whose layout the runtime chooses")]
    [InlineData("SharedArray<[|DateTime|]>", "DateTime", "has 'DateTime' of type 'DateTime', whose layout the runtime chooses")]
    public Task Analyze_LayoutIsNotFixed_IsReported(string field, string type, string problem) => AnalyzerRun.VerifyAsync<SharedLayoutAnalyzer>(
        $"public sealed class Page({field} shared) {{ public override string ToString() => shared.ToString()!; }}{Types}",
        $"warning OP0317: '{type}' in a shared resource {problem}; another process may read it differently, use a struct of numbers with sequential layout");

    [Fact]
    public Task Analyze_Pointer_IsReported() => AnalyzerRun.VerifyAsync<SharedLayoutAnalyzer>(
        """
        public sealed class Page(SharedArray<[|Pointing|]> shared) { public override string ToString() => shared.ToString()!; }
        public unsafe struct Pointing { public int* At; }
        """,
        new AnalyzerSettings { Properties = { ["AllowUnsafeBlocks"] = "true" } },
        "warning OP0317: 'Pointing' in a shared resource has a pointer in 'Pointing.At', which means nothing in another process; "
            + "another process may read it differently, use a struct of numbers with sequential layout");

    [Theory]
    [InlineData("SharedArray<Plain>")]
    [InlineData("SharedArray<float>")]
    [InlineData("SharedArray<Guid>")]
    [InlineData("SharedValue<long>")]
    [InlineData("List<Free>")]
    public Task Analyze_LayoutIsFixed_IsSilent(string field) => AnalyzerRun.VerifySoundAsync<SharedLayoutAnalyzer>(
        $"public sealed class Page({field} shared) {{ public override string ToString() => shared.ToString()!; }}{Types}");

    [Theory]
    [InlineData("options.Shared.AddLock(\"log\")", "'log'")]
    [InlineData("options.Shared.AddLock(\"log\").AddEvent(\"stop\")", "'log', 'stop'")]
    [InlineData("options.Shared.AddLock(name: Names.Log)", "'log'")]
    public Task Analyze_NameNobodyDeclares_IsReported(string declarations, string known) => AnalyzerRun.VerifyAsync<SharedNameAnalyzer>(
        Declaring(declarations, "[FromKeyedServices(\"lgo\")] SharedLock [|gate|]"),
        $"warning OP0404: Shared resource 'lgo' is not declared in this project; add it in AddOutProc(options => options.Shared…), declared are {known}");

    [Theory]
    [InlineData("options.Shared.AddLock(\"log\")", "[FromKeyedServices(\"log\")] SharedLock gate")]
    [InlineData("options.Shared.AddLock(\"log\")", "[FromKeyedServices(Names.Log)] SharedLock gate")]
    [InlineData("options.Shared.AddLock(\"a\").AddLock(Names.Computed)", "[FromKeyedServices(\"lgo\")] SharedLock gate")]
    [InlineData("options.ToString()", "[FromKeyedServices(\"lgo\")] SharedLock gate")]
    [InlineData("options.Shared.AddLock(\"log\")", "[FromKeyedServices(\"lgo\")] IWorkerContext gate")]
    public Task Analyze_NameIsDeclaredOrUnknown_IsSilent(string declarations, string parameter)
        => AnalyzerRun.VerifySoundAsync<SharedNameAnalyzer>(Declaring(declarations, parameter));

    private static string Declaring(string declarations, string parameter) =>
        $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Names { public const string Log = "log"; public static string Computed => Log + Log; }

        public sealed class Reader({{parameter}}) { public override string ToString() => gate.ToString()!; }

        public static class Services
        {
            public static void Add(IServiceCollection services) => services.AddOutProc(options => {{declarations}});
        }
        """;
}
