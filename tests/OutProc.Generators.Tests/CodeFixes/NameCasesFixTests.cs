using OutProc.CodeFixes;
using OutProc.Generators.Analyzers;

namespace OutProc.Generators.Tests.CodeFixes;

public sealed class NameCasesFixTests
{
    [Fact]
    public Task Fix_AbstractClass_NamesItsClasses() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, NameCasesFix>(
        """
        namespace Acme;

        /// <summary>What is drawn.</summary>
        public abstract record Shape;

        public sealed record Square(int Size) : Shape;

        public abstract record Round : Shape;

        public sealed record Circle(int Radius) : Round;

        [RemoteWorker]
        public sealed class Canvas
        {
            public int Draw(List<Shape> shapes) => shapes.Count;
        }
        """,
        """
        using System.Runtime.Serialization;

        namespace Acme;

        /// <summary>What is drawn.</summary>
        [KnownType(typeof(Circle))]
        [KnownType(typeof(Square))]
        public abstract record Shape;

        public sealed record Square(int Size) : Shape;

        public abstract record Round : Shape;

        public sealed record Circle(int Radius) : Round;

        [RemoteWorker]
        public sealed class Canvas
        {
            public int Draw(List<Shape> shapes) => shapes.Count;
        }
        """);

    [Fact]
    public Task Fix_InterfaceDeepInside_NamesItsTypes() => CodeFixRun.VerifyAsync<RemotabilityAnalyzer, NameCasesFix>(
        """
        public interface ISource { }
        public sealed record Site(string Name) : ISource;
        public sealed record Job(ISource? Source);

        [RemoteWorker]
        public sealed class Crawler { public void Run(Job job) { } }
        """,
        """
        using System.Text.Json.Serialization;

        [JsonDerivedType(typeof(Site))]
        public interface ISource { }
        public sealed record Site(string Name) : ISource;
        public sealed record Job(ISource? Source);

        [RemoteWorker]
        public sealed class Crawler { public void Run(Job job) { } }
        """);

    [Theory]
    [InlineData("object")]
    [InlineData("IDisposable")]
    [InlineData("Lonely")]
    public Task Fix_NoCases_IsNotOffered(string type) => CodeFixRun.VerifyNotOfferedAsync<RemotabilityAnalyzer, NameCasesFix>(
        $"public abstract class Lonely {{ }} [RemoteWorker] public sealed class Crawler {{ public void Run({type} job) {{ }} }}");
}
