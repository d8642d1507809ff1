using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Parsing;

namespace OutProc.Generators.Tests.Parsing;

/// <summary>The layout of a struct is known from its source and, when it was compiled elsewhere, from its metadata: the same.</summary>
public sealed class StructLayoutTests
{
    private const string Declarations =
        """
        using System.Runtime.InteropServices;

        public struct Plain { public byte A { get; set; } public int B; private short _c; public int C() => _c++; }
        [StructLayout(LayoutKind.Auto)] public struct Shuffled { public byte A; public int B; }
        [StructLayout(LayoutKind.Sequential, Pack = 2)] public struct Packed { public byte A; public int B; }
        [StructLayout(LayoutKind.Sequential, Size = 32)] public struct Sized { public byte A; public int B; }
        [StructLayout(LayoutKind.Explicit, Size = 12)]
        public struct Union { [FieldOffset(4)] public byte A; [FieldOffset(8)] public int B; }
        public struct Empty { }
        public struct Outer { public struct Inner<T> { public byte A; public T B; } }
        """;

    private static readonly CSharpCompilation s_source = Compile("Declared", Declarations);

    [Fact]
    public void Of_EmptyStruct_HasNoSizeOfItsOwn()
    {
        using var image = new MemoryStream();
        s_source.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success.ShouldBeTrue();

        StructLayout.Of(Compile("User", "", MetadataReference.CreateFromImage(image.ToArray())).GetTypeByMetadataName("Empty")!)
            .ShouldBe(StructLayout.Default);
    }

    [Theory]
    [InlineData("Plain", "Sequential", 0, 0, null)]
    [InlineData("Shuffled", "Auto", 0, 0, null)]
    [InlineData("Packed", "Sequential", 2, 0, null)]
    [InlineData("Sized", "Sequential", 0, 32, null)]
    [InlineData("Union", "Explicit", 0, 12, 8)]
    [InlineData("Outer+Inner`1", "Sequential", 0, 0, null)]
    public void Of_SourceAndMetadata_AreTheSame(string name, string kind, int pack, int size, int? offsetOfB)
    {
        using var image = new MemoryStream();
        s_source.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.ShouldBeEmpty();
        CSharpCompilation user = Compile("User", "", MetadataReference.CreateFromImage(image.ToArray()));

        foreach (Compilation compilation in (Compilation[])[s_source, user])
        {
            INamedTypeSymbol type = compilation.GetTypeByMetadataName(name).ShouldNotBeNull();
            type.IsInSource().ShouldBe(compilation == s_source);
            StructLayout.Of(type).ShouldBe(new StructLayout(kind, pack, size));
            UnmanagedSchema.Of(type).ShouldBe(UnmanagedSchema.Of(s_source.GetTypeByMetadataName(name)!));
            StructLayout.OffsetOf(type.GetMembers("B").OfType<IFieldSymbol>().Single()).ShouldBe(offsetOfB);
        }
    }

    private static CSharpCompilation Compile(string name, string source, params MetadataReference[] references) => CSharpCompilation.Create(
        name,
        [CSharpSyntaxTree.ParseText(source)],
        [MetadataReference.CreateFromFile(typeof(object).Assembly.Location), .. references],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
