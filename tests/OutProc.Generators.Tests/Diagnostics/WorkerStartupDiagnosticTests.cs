using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0004: classes that cannot be the startup of workers.</summary>
public sealed class WorkerStartupDiagnosticTests
{
    private const string Method = "public void ConfigureServices(Microsoft.Extensions.DependencyInjection.IServiceCollection services) { }";

    [Theory]
    [InlineData("public sealed class Startup { }")]
    [InlineData("public abstract class Startup : IWorkerStartup { " + Method + " }")]
    [InlineData("public sealed class Startup(int x) : IWorkerStartup { public int X => x; " + Method + " }")]
    [InlineData("public sealed class Startup : IWorkerStartup { private Startup() { } " + Method + " }")]
    [InlineData("public sealed class Startup : IWorkerStartup { internal Startup() { } " + Method + " }")]
    [InlineData("public interface Startup : IWorkerStartup { }")]
    public Task Analyze_ClassThatCannotBeCreated_IsReportedAtTheAttribute(string declaration) => AnalyzerRun.VerifyAsync<WorkerStartupAnalyzer>(
        $$"""
        [assembly: System.Reflection.AssemblyCompany("x"), WorkerStartup<[|Startup|]>]

        {{declaration}}
        """,
        "error OP0004: 'Startup' given to WorkerStartup must implement IWorkerStartup and have a public parameterless constructor");

    [Fact]
    public Task Analyze_NameInFull_IsReportedAtTheType() => AnalyzerRun.VerifyAsync<WorkerStartupAnalyzer>(
        """
        [assembly: global::OutProc.Contracts.WorkerStartupAttribute<[|Acme.Startup<int>|]>]

        namespace Acme { public sealed class Startup<T> { } }
        """,
        "error OP0004: 'Startup<int>' given to WorkerStartup must implement IWorkerStartup and have a public parameterless constructor");

    [Theory]
    [InlineData("public sealed class Startup : IWorkerStartup { " + Method + " }")]
    [InlineData("internal class Base : IWorkerStartup { " + Method + " } internal sealed class Startup : Base { }")]
    [InlineData("public sealed class Startup : IWorkerStartup { public Startup(int x) { } public Startup() { } " + Method + " }")]
    [InlineData("public struct Startup : IWorkerStartup { " + Method + " }")]
    public Task Analyze_StartupsOfAllKinds_IsSilent(string declaration) => AnalyzerRun.VerifySoundAsync<WorkerStartupAnalyzer>(
        $$"""
        [assembly: WorkerStartup<Startup>]
        [assembly: System.Reflection.AssemblyCompany("x")]

        {{declaration}}
        """);

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => AnalyzerRun.VerifySoundAsync<WorkerStartupAnalyzer>(
        """
        #pragma warning disable OP0004
        [assembly: WorkerStartup<Startup>]
        #pragma warning restore OP0004

        public sealed class Startup { }
        """);
}
