using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Incremental;

/// <summary>One input has one output, wherever and in whatever order the compiler gets it.</summary>
public sealed class DeterminismTests
{
    /// <summary>A file for each type.</summary>
    private static readonly string[] s_files =
    [
        .. """
        public sealed record Job(int Id, Entry? Last, Dictionary<string, Entry> All);
        public sealed class Entry { public string Name { get; set; } = ""; public Size? Extent { get; set; } }
        public readonly record struct Size(int Width, int Height);
        [KnownType(typeof(Cat))] [KnownType(typeof(Dog))] public abstract class Animal { }
        public sealed class Cat : Animal { public Job[] Jobs { get; set; } = []; }
        public sealed class Dog : Animal { public List<(Size From, Size To)> Walks { get; set; } = []; }
        [DataContract] public sealed class Report { [DataMember] public Job? Job { get; set; } }
        [RemoteWorker] public class First { public Entry Run(Job job) => job.Last!; public void Stop(string why, int code) { } }
        [RemoteWorker] public class Second(ILogger<Second> log) { public ILogger Log => log; public Animal Pet(Animal a) => a; }
        [RemoteContract] public partial interface IThird { Task<Report> GetAsync(Size[] sizes); }
        [RemoteWorker<IThird>] public class Third : IThird { public Task<Report> GetAsync(Size[] s) => Task.FromResult(new Report()); }
        """.Split('\n').Select(type => "using System.Runtime.Serialization; namespace Acme; " + type),
    ];

    [Fact]
    public void Run_SameInputTwice_EmitsEqualBytes()
    {
        (string Name, string Bytes)[] first = Files(s_files);

        first.Length.ShouldBeGreaterThan(s_files.Length);
        Files(s_files).ShouldBe(first);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Run_FilesInAnotherOrder_EmitsEqualBytes(int seed)
    {
        string[] shuffled = [.. s_files];
        new Random(seed).Shuffle(shuffled);
        shuffled.ShouldNotBe(s_files);

        Files(shuffled).ShouldBe(Files(s_files));
    }

    /// <summary>The emitted files as bytes, by name: the order in which they were added says nothing.</summary>
    private static (string Name, string Bytes)[] Files(string[] sources)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new OutProcGenerator().AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions);
        GeneratorRunResult result = driver
            .RunGenerators(TestCompilation.Create(sources), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();
        result.Exception.ShouldBeNull();
        return
        [
            .. result.GeneratedSources
                .Select(source => (source.HintName, BytesOf(source.SourceText)))
                .OrderBy(file => file.HintName, StringComparer.Ordinal),
        ];
    }

    private static string BytesOf(SourceText text)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, text.Encoding, leaveOpen: true))
        {
            text.Write(writer, TestContext.Current.CancellationToken);
        }

        return Convert.ToHexString(bytes.ToArray());
    }
}
