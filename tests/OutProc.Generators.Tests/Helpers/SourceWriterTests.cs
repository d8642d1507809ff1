using OutProc.Generators.Helpers;

namespace OutProc.Generators.Tests.Helpers;

public sealed class SourceWriterTests
{
    [Fact]
    public void WriteLine_MultipleLines_IndentsEachButNotEmptyOnes()
    {
        var source = new SourceWriter { Indentation = 1 };

        source.WriteLine("a\r\n\n  b");

        source.ToString().ShouldBe("    a\n\n      b\n");
    }

    [Fact]
    public void OpenBlock_Nested_IndentsAndCloses()
    {
        var source = new SourceWriter();

        source.OpenBlock("class A");
        source.OpenBlock("int[] x =");
        source.WriteLine("1,");
        source.CloseBlock(";");
        source.WriteLine();
        source.CloseBlock();

        source.ToString().ShouldBe("class A\n{\n    int[] x =\n    {\n        1,\n    };\n\n}\n");
    }
}
