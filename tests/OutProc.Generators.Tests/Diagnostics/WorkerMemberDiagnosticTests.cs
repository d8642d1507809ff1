using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.Diagnostics;

/// <summary>OP0306, OP0312 and OP0314: members that a reader may take for remote ones.</summary>
public sealed class WorkerMemberDiagnosticTests
{
    [Theory]
    [InlineData("public int [|Value|] { get; set; }", "Value")]
    [InlineData("public int [|Value|] => 1;", "Value")]
    [InlineData("public int [|this|][int index, string key] => index;", "this[int, string]")]
    [InlineData("public event EventHandler? [|Changed|] { add { } remove { } }", "Changed")]
    [InlineData("public event Action [|Changed|] = () => { };", "Changed")]
    public Task Analyze_PropertyOrEvent_SaysThatItIsLocal(string member, string name) => AnalyzerRun.VerifyAsync<WorkerMembersAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Counter
        {
            {{member}}
        {{(name == "Changed" && member.Contains('=', StringComparison.Ordinal) ? "    public void Raise() => Changed();" : "")}}
        }
        """,
        $"info OP0306: Property, indexer or event 'Counter.{name}' is not part of the remote contract; write a method, or mark it [RemoteIgnore]");

    [Fact]
    public Task Analyze_PropertyOfDeclaredContract_SaysThatItIsLocal() => AnalyzerRun.VerifyAsync<WorkerMembersAnalyzer>(
        """
        [RemoteContract]
        public partial interface ICounter
        {
            int [|Value|] { get; }
            ValueTask AddAsync();
        }

        [RemoteWorker]
        public sealed class Counter : ICounter
        {
            public int Value => 1;
            public ValueTask AddAsync() => default;
        }
        """,
        "info OP0306: Property, indexer or event 'ICounter.Value' is not part of the remote contract; write a method, or mark it [RemoteIgnore]");

    [Theory]
    [InlineData("public async void [|Send|](string to) => await Task.Yield();")]
    [InlineData("public async void [|Send|](string to, CancellationToken ct) { await Task.Delay(1, ct); }")]
    public Task Analyze_AsyncVoid_Warns(string method) => AnalyzerRun.VerifyAsync<WorkerMembersAnalyzer>(
        $$"""
        [RemoteWorker]
        public sealed class Mailer
        {
            {{method}}
        }

        public sealed class Page(IMailer mailer) { public ValueTask SendAsync() => mailer.SendAsync("x"); }
        """,
        "warning OP0312: 'Mailer.Send' is async void: the call ends at its first await, and an exception after that ends the worker; return Task");

    [Fact]
    public Task Analyze_InheritedAsyncVoid_WarnsWhereItIs() => AnalyzerRun.VerifyAsync<WorkerMembersAnalyzer>(
        """
        public abstract class Base { public async void [|Send|](string to) => await Task.Yield(); }

        [RemoteWorker]
        public sealed class Mailer : Base { }
        """,
        "warning OP0312: 'Mailer.Send' is async void: the call ends at its first await, and an exception after that ends the worker; return Task");

    [Fact]
    public Task Analyze_StaticMethod_SaysThatItIsLocal() => AnalyzerRun.VerifyAsync<WorkerMembersAnalyzer>(
        """
        public partial class Outer
        {
            [RemoteWorker]
            public sealed partial class Parser
            {
                public static string [|Normalize|](string text) => text.Trim();
                public static Parser [|Create|]<T>() => new();
            }

            public sealed partial class Parser { public int Parse(string text) => text.Length; }
        }
        """,
        "info OP0314: Static method 'Parser.Normalize' of worker 'Parser' is not remote; make it an instance method, or mark it [RemoteIgnore]",
        "info OP0314: Static method 'Parser.Create' of worker 'Parser' is not remote; make it an instance method, or mark it [RemoteIgnore]");

    [Fact]
    public Task Analyze_MembersThatNobodyTakesForRemote_IsSilent() => AnalyzerRun.VerifySoundAsync<WorkerMembersAnalyzer>(
        """
        public class Base { public int Inherited { get; set; } public static int Count() => 1; }
        public class Plain { public int Value { get; set; } public static int Count() => 1; public async void Send() => await Task.Yield(); }
        public interface ILocal { int Value { get; } }

        [RemoteWorker]
        public sealed class Counter : Base, IParsable<Counter>, ILocal
        {
            public const int Limit = 1;
            public readonly int Field = 1;
            public static int Shared { get; set; }
            internal int Internal { get; set; }
            int ILocal.Value => 1;
            [RemoteIgnore] public int Known { get; set; }
            [RemoteIgnore] public event Action? Changed;
            [RemoteIgnore] public static int KnownStatic() => 1;
            [RemoteIgnore] public async void KnownVoid() { await Task.Yield(); Changed?.Invoke(); }
            public static Counter operator +(Counter left, Counter right) => left;
            public static Counter Parse(string text, IFormatProvider? provider) => new();
            public static bool TryParse(string? text, IFormatProvider? provider, out Counter result) { result = new(); return true; }
            private static int Hidden() => 1;
            private async void Fire() => await Task.Yield();
            public async Task SendAsync() { Fire(); await Task.Yield(); }
            public int Use() => Hidden();
        }
        """);

    [Fact]
    public Task Analyze_Suppressed_IsSilent() => AnalyzerRun.VerifySoundAsync<WorkerMembersAnalyzer>(
        """
        #pragma warning disable OP0306, OP0312, OP0314
        [RemoteWorker]
        public sealed class Counter
        {
            public int Value { get; set; }
            public static int Count() => 1;
            public async void Send() => await Task.Yield();
        }
        """);
}
