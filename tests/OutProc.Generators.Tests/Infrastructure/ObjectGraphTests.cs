using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OutProc.Generators.Helpers;

namespace OutProc.Generators.Tests.Infrastructure;

/// <summary>The checker that every generator test relies on must itself be able to fail.</summary>
public sealed class ObjectGraphTests
{
    private static readonly CSharpCompilation s_compilation = TestCompilation.Create("class C { void M() { } }");

    public static TheoryData<string> Kinds => ["Symbol", "Node", "Tree", "Compilation", "Location", "SemanticModel", "Reference"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void FindRoslynObject_PlantedDeepInside_Found(string kind)
    {
        SyntaxTree tree = s_compilation.SyntaxTrees[1];
        object planted = kind switch
        {
            "Symbol" => s_compilation.GetTypeByMetadataName("C")!,
            "Node" => tree.GetRoot(TestContext.Current.CancellationToken),
            "Tree" => tree,
            "Compilation" => s_compilation,
            "Location" => tree.GetRoot(TestContext.Current.CancellationToken).GetLocation(),
            "SemanticModel" => s_compilation.GetSemanticModel(tree),
            _ => s_compilation.GetTypeByMetadataName("C")!.DeclaringSyntaxReferences[0],
        };

        ObjectGraph.FindRoslynObject(new Holder("name", [new Planted("x", planted)])).ShouldNotBeNull().ShouldContain("Value");
    }

    [Fact]
    public void FindRoslynObject_BehindAnInterface_Found()
    {
        ISymbol symbol = s_compilation.GetTypeByMetadataName("C")!.GetMembers("M")[0];

        ObjectGraph.FindRoslynObject(new Planted("x", new object[] { symbol })).ShouldNotBeNull();
    }

    [Fact]
    public void FindRoslynObject_PlainValues_NotFound()
        => ObjectGraph.FindRoslynObject(new Holder("name", [new Planted("x", 5), new Planted("y", DateTimeKind.Utc)])).ShouldBeNull();

    private sealed record Holder(string Name, EquatableArray<Planted> Items);

    private sealed record Planted(string Name, object Value);
}
