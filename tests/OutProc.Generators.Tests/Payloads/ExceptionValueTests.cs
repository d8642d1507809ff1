using OutProc.Conformance.Payloads;
using OutProc.Contracts;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Values declared as <see cref="Exception"/>, through emitted code.</summary>
public sealed class ExceptionValueTests
{
    private const string Declarations =
        """
        public sealed record Report(string Url, Exception? Error, List<Exception?> Others);
        public sealed class CrawlException(string message) : Exception(message);
        """;

    private static readonly string[] s_types = ["Report", "Exception", "Exception[]"];

    private static readonly PayloadAssembly s_assembly = PayloadCompiler.Compile(Declarations, s_types,
    [
        (0, "new Report(\"u\", new TimeoutException(\"slow\", new CrawlException(\"lost\")), [null, new FormatException(\"odd\")])"),
        (0, "new Report(\"u\", null, [])"),
        (1, "new CrawlException(\"lost\")"),
        (1, "null!"),
    ]);

    [Fact]
    public void Read_ExceptionsInAnObject_AreRebuiltByTheTable()
    {
        dynamic read = s_assembly.Read(0, s_assembly.Write(0, s_assembly.Make(0)))!;

        var error = ((object)read.Error).ShouldBeOfType<TimeoutException>();
        error.Message.ShouldBe("slow");
        error.InnerException.ShouldBeOfType<RemoteInvocationException>().RemoteMessage.ShouldBe("lost");
        ((List<Exception?>)read.Others).ShouldSatisfyAllConditions(
            others => others.Count.ShouldBe(2),
            others => others[0].ShouldBeNull(),
            others => others[1].ShouldBeOfType<FormatException>().Message.ShouldBe("odd"));
    }

    [Fact]
    public void Write_NullException_IsANullCollection()
    {
        byte[] payload = s_assembly.Write(0, s_assembly.Make(1));

        Convert.ToHexStringLower(payload).ShouldBe("03" + "feffffff0100000075" + "ffffffff" + "00000000");
        ((object?)((dynamic)s_assembly.Read(0, payload)!).Error).ShouldBeNull();
    }

    [Fact]
    public void Read_ExceptionItself_IsItsRootValue()
    {
        s_assembly.Read(1, s_assembly.Write(1, s_assembly.Make(2))).ShouldBeOfType<RemoteInvocationException>()
            .RemoteTypeName.ShouldEndWith("CrawlException");
        s_assembly.Read(1, s_assembly.Write(1, s_assembly.Make(3))).ShouldBeNull();
    }

    [Fact]
    public void Read_Damaged_NamesTheMember()
    {
        byte[] payload = s_assembly.Write(0, s_assembly.Make(0));
        int end = payload.AsSpan().IndexOf("slow"u8) + 2;

        Should.Throw<PayloadException>(() => s_assembly.Read(0, payload[..end])).MemberPath.ShouldBe("Error");
    }

    [Fact]
    public void Read_EveryPayloadCutShort_EndsInPayloadException()
    {
        byte[] payload = s_assembly.Write(0, s_assembly.Make(0));

        for (int end = 0; end < payload.Length; end++)
        {
            Should.Throw<PayloadException>(() => s_assembly.Read(0, payload[..end]));
        }
    }

    [Theory]
    [InlineData(0, "Vec.Report\nVec.Report {Url: string, Error: System.Exception, Others: System.Exception[]}")]
    [InlineData(1, "System.Exception")]
    [InlineData(2, "System.Exception[]")]
    public void Describe_Exception_IsANameInTheSchema(int type, string schema) => s_assembly.Schemas[type].ShouldBe(schema);

    [Fact]
    public async Task InvokeAsync_ExceptionsBothWays_ArriveAsData() => (await EmittedWorkers.RunScenarioAsync(
        """
        #pragma warning disable OP0114 // Text is all that is compared.
        public sealed class CrawlException(string message) : Exception(message);
        public sealed record Report(string Name, Exception? Error);

        [RemoteWorker]
        public class Doctor
        {
            public string Name(Exception? error) => error is null ? "none" : error.GetType().Name + " " + error.Message;
            public Exception? Same(Exception? error) => error;
            public async Task<Exception> CancelledAsync() { await Task.Yield(); return new TaskCanceledException("off"); }
            public Report Describe(IReadOnlyList<Exception> errors) => new(string.Join(' ', errors.Select(e => e.Message)), errors[0]);
        }

        public static class Scenario
        {
            public static async Task<string> RunAsync(IDoctor remote)
            {
                Report report = await remote.DescribeAsync([new TimeoutException("a"), new DivideByZeroException("b")]);
                return string.Join('|',
                    await remote.NameAsync(new IOException("disk")), await remote.NameAsync(null), await remote.NameAsync(new CrawlException("lost")),
                    (await remote.SameAsync(new KeyNotFoundException("k")))?.GetType().Name, await remote.SameAsync(null) is null,
                    (await remote.CancelledAsync()).GetType().Name, report.Name, report.Error?.GetType().Name);
            }
        }
        """)).ShouldBe(
            "IOException disk|none|RemoteInvocationException CrawlException: lost|KeyNotFoundException|True|TaskCanceledException|a b|TimeoutException");
}
