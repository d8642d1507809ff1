using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Formatters stand in the assembly that declares the type; others use them, for only that assembly knows the order of members.</summary>
public sealed class PublishedFormatterTests
{
    private const string Library =
        """
        using System.Runtime.Serialization;

        namespace Acme;

        [DataContract]
        public sealed class Job
        {
            [DataMember] public string Url { get; set; } = "";
            [DataMember] public int Id;
            [DataMember] private int _secret;
            [DataMember] public List<Part> Parts { get; set; } = [];
            public void Hide(int secret) => _secret = secret;
            public override string ToString() => $"{Url} {Id} {_secret} {string.Join(",", Parts.Select(part => part.Name + part.Size))}";
        }

        public sealed class Part { public string Name = ""; public int Size { get; set; } internal Inner? Hidden() => null; }
        internal sealed class Inner { public string Text { get; set; } = ""; }
        [DataContract] internal sealed class NotForOthers { [DataMember] public string Name { get; set; } = ""; }

        [DataContract, KnownType(typeof(Circle))]
        public abstract class Shape;
        [DataContract] public sealed class Circle : Shape { [DataMember] public string Name = ""; [DataMember] public int Radius { get; set; } }
        """;

    private const string Consumer =
        """
        using Acme;

        [RemoteWorker]
        public sealed class Crawler
        {
            public Job Run(Job job, List<Part> parts) { job.Parts.AddRange(parts); return job; }
            public Shape Draw(Shape shape) => shape;
        }
        """;

    [Fact]
    public void Emit_TypeOfALibraryThatPublishes_UsesItsFormatter()
    {
        GeneratorRun library = GeneratorRun.Start(LibraryCompilation());
        GeneratorRun consumer = GeneratorRun.Sound(TestCompilation.Create(Consumer).AddReferences(library.Output.ToImage()));

        library.Sources.Select(file => file.HintName).ShouldBe(
        [
            "OutProc.Generated.Acme.CircleFormatter.g.cs",
            "OutProc.Generated.Acme.JobFormatter.g.cs",
            "OutProc.Generated.Acme.PartFormatter.g.cs",
            "OutProc.Generated.Acme.ShapeFormatter_Union.g.cs",
            "OutProc.Generated.ListOfPartFormatter_" + HashOf(library, "ListOfPartFormatter_"),
        ]);
        consumer.Sources.ShouldNotContain(file => file.HintName.Contains("Acme.", StringComparison.Ordinal));
    }

    [Fact]
    public void Emit_PublishedFormatter_IsHiddenAndNamesWhatItUses()
    {
        string job = GeneratorRun.Start(LibraryCompilation()).Text("OutProc.Generated.Acme.JobFormatter.g.cs");

        job.ShouldContain("public static class JobFormatter");
        job.ShouldContain("EditorBrowsableState.Never");
        job.ShouldContain("\"{Url: string, Id: int, _secret: int, Parts: Acme.Part[]}\"");
        job.ShouldContain("new string[] { \"Url\", \"Id\", \"_secret\", \"Parts\" }");
        job.ShouldContain("new global::System.Type[] { typeof(global::Acme.Part) }");
    }

    [Fact]
    public void Emit_Program_PublishesOnlyWhatItsContractsSend()
    {
        const string Program =
            """
            using System.Runtime.Serialization;
            System.Console.WriteLine();
            [DataContract] public sealed class Other { [DataMember] public string Name { get; set; } = ""; }
            """;

        GeneratorRun.Start(TestCompilation.CreateProgram(Program)).Sources.ShouldBeEmpty();
        GeneratorRun.Start(TestCompilation.Create(Program.Replace("System.Console.WriteLine();", "", StringComparison.Ordinal)))
            .Sources.Select(file => file.HintName).ShouldBe(["OutProc.Generated.OtherFormatter.g.cs"]);
    }

    [Fact]
    public void Emit_LibraryTypeWithBrokenData_PublishesNothing() => GeneratorRun.Start(TestCompilation.Create(
        """
        using System.Runtime.Serialization;
        [DataContract] public sealed class Broken { [DataMember] public Action? Callback { get; set; } }
        """)).Sources.ShouldBeEmpty();

    [Fact]
    public void Emit_SchemaOfAPublishedType_IsTheSameOnBothSides()
    {
        const string Method = "[RemoteWorker] public sealed class Echo { public Job Run(Job job) => job; }";
        Compilation both = TestCompilation.Create(Library + Method).WithAssemblyName("Library");
        Compilation consumer = TestCompilation.Create("using Acme;" + Method.Replace("Echo", "Other", StringComparison.Ordinal))
            .AddReferences(GeneratorRun.Start(LibraryCompilation()).Output.ToImage());

        string published = SchemaIn(GeneratorRun.Sound(both).Text("Acme.Echo.Remote.g.cs"));
        string used = SchemaIn(GeneratorRun.Sound(consumer).Text("Other.Remote.g.cs"));

        published.ShouldContain("Acme.Part {Name: string, Size: int}");
        used.ShouldBe(published);
    }

    [Fact]
    public async Task Run_AcrossAssemblies_PrivateStateArrives()
    {
        byte[] library = ImageOf(GeneratorRun.Start(LibraryCompilation()).Output);
        byte[] consumer = ImageOf(GeneratorRun.Sound(TestCompilation.Create(
            """
            using Acme;

            [RemoteWorker]
            public sealed class Crawler
            {
                public Job Run(Job job) => job;
                public Shape Draw(Shape shape) => shape;
            }

            public static class Scenario
            {
                public static async Task<string> RunAsync(ICrawler remote)
                {
                    Job job = new() { Url = "u", Id = 1, Parts = [new Part { Name = "p", Size = 2 }] };
                    job.Hide(7);
                    Circle circle = (Circle)await remote.DrawAsync(new Circle { Name = "c", Radius = 3 });
                    return $"{await remote.RunAsync(job)} {circle.Name}{circle.Radius}";
                }
            }
            """).AddReferences(MetadataReference.CreateFromImage(library))).Output);
        var context = new AssemblyLoadContext("across", isCollectible: false);
        context.Resolving += (loader, name) => name.Name == "Library" ? loader.LoadFromStream(new MemoryStream(library)) : null;
        Assembly loaded = context.LoadFromStream(new MemoryStream(consumer));

        (await EmittedWorkers.Of(loaded).RunScenarioAsync()).ShouldBe("u 1 7 p2 c3");
    }

    private static CSharpCompilation LibraryCompilation() => TestCompilation.Create(Library).WithAssemblyName("Library");

    private static byte[] ImageOf(Compilation compilation)
    {
        using var image = new MemoryStream();
        compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success.ShouldBeTrue();
        return image.ToArray();
    }

    private static string SchemaIn(string file) => file.Split('\n').Single(line => line.Contains("Acme.Part {", StringComparison.Ordinal)).Trim();

    private static string HashOf(GeneratorRun run, string prefix)
        => run.Sources.Select(file => file.HintName).Single(name => name.Contains(prefix, StringComparison.Ordinal)).Split(prefix)[1];
}
