using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

public sealed class IgnoreMemberFixTests
{
    [Fact]
    public Task Fix_MemberDeepInside_IsLeftOut() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, IgnoreMemberFix>(
        """
        public sealed class Handler
        {
            /// <summary>Says what happens.</summary>
            public ILogger? Log { get; set; }
        }

        public sealed record Job(string Url, Handler Handler);

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """,
        """
        using System.Runtime.Serialization;

        public sealed class Handler
        {
            /// <summary>Says what happens.</summary>
            [IgnoreDataMember]
            public ILogger? Log { get; set; }
        }

        public sealed record Job(string Url, Handler Handler);

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """);

    [Fact]
    public Task FixAll_SeveralMembers_AreLeftOut() => CodeFixRun.VerifyAllAsync<RemotabilityAnalyzer, IgnoreMemberFix>(
        """
        public sealed class Job
        {
            public string Url { get; set; } = "";
            public Action? Done { get; set; }
            public Func<int>? Count;
        }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """,
        """
        using System.Runtime.Serialization;

        public sealed class Job
        {
            public string Url { get; set; } = "";
            [IgnoreDataMember]
            public Action? Done { get; set; }
            [IgnoreDataMember]
            public Func<int>? Count;
        }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """);

    [Fact]
    public Task Fix_PrivateState_IsSaidToBeLost() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, IgnoreMemberFix>(
        """
        using System.Runtime.Serialization;

        public sealed class Job
        {
            private int _attempts;

            public string Url { get; set; } = "";

            public bool IsExhausted() => _attempts++ > 3;
        }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """,
        """
        using System.Runtime.Serialization;

        public sealed class Job
        {
            [IgnoreDataMember]
            private int _attempts;

            public string Url { get; set; } = "";

            public bool IsExhausted() => _attempts++ > 3;
        }

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """,
        "Say with [IgnoreDataMember] that it may be lost");

    [Theory]
    [InlineData("public sealed record Job(string Url, Action Done);")]
    [InlineData("public sealed class Job { public required Action Done { get; set; } }")]
    [InlineData("public struct Job { public nint Handle; }")]
    [InlineData("public sealed class Job { public Job(int a) { } public Job(string b) { } }")]
    public Task Fix_MemberThatMustBeSent_IsNotOffered(string declaration) => CodeFixRun.VerifyNotOfferedAsync<RemotabilityAnalyzer, IgnoreMemberFix>(
        $$"""
        {{declaration}}

        [RemoteWorker]
        public sealed class Crawler
        {
            public void Run(Job job) { }
        }
        """);
}
