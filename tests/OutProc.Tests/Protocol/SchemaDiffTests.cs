using OutProc.Protocol;

namespace OutProc.Tests.Protocol;

public sealed class SchemaDiffTests
{
    [Theory]
    [InlineData("() -> int", "() -> long", "the result is 'int' in the host and 'long' in the worker")]
    [InlineData("(a: int) -> void", "(a: string) -> void", "parameter 'a' is 'int' in the host and 'string' in the worker")]
    [InlineData("(a: int) -> void", "(a: int, b: map<int, string>) -> void", "parameter 'b' ('map<int, string>') is missing in the host")]
    [InlineData("(a: int, b: int) -> void", "(a: int) -> void", "parameter 'b' ('int') is missing in the worker")]
    [InlineData(
        "(size: A.Size{Width: int, Height: int}) -> void",
        "(size: A.Size{Width: int, Height: int, Depth: int}) -> void",
        "member 'Depth' of A.Size ('int') is missing in the host")]
    [InlineData(
        "(o: A.Order) -> void\nA.Order {Id: int, Lines: A.Line[]}\nA.Line {Item: string}",
        "(o: A.Order) -> void\nA.Order {Id: int, Lines: A.Line[]}\nA.Line {Item: int}",
        "member 'Item' of A.Line is 'string' in the host and 'int' in the worker")]
    [InlineData(
        "(o: A.Order) -> void\nA.Order {Id: int, Name: string}",
        "(o: A.Order) -> void\nA.Order {Name: string, Id: int}",
        "A.Order has another order: Id, Name in the host, Name, Id in the worker")]
    [InlineData(
        "(x: A.Box<int, A.Packed(0 Pack=1){A: byte, B: int}>) -> void",
        "(x: A.Box<int, A.Packed(0 Pack=1){A: byte, B: long}>) -> void",
        "member 'B' of A.Packed(0 Pack=1) is 'int' in the host and 'long' in the worker")]
    [InlineData("(a: A.Animal) -> void\nA.Animal {0: A.Cat}", "(a: A.Animal) -> void\nA.Animal {0: A.Dog}", "member '0' of A.Animal is 'A.Cat' in the host and 'A.Dog' in the worker")]
    public void Between_OneDifference_NamesTheField(string host, string worker, string line)
        => SchemaDiff.Between(host, worker).ShouldBe([line]);

    [Fact]
    public void Between_RenamedBesideAnother_TellsOnlyWhatTheWireKnows()
        => SchemaDiff.Between("(o: O) -> void\nO {Id: int, Old: string}", "(o: O) -> void\nO {Id: int, New: string, More: int}")
            .ShouldBe(["member 'More' of O ('int') is missing in the host"]);

    [Theory]
    [InlineData("", "")]
    [InlineData("(", ")")]
    [InlineData("(a: int", "{}{}")]
    [InlineData("(a: A{b: int) -> void", "(a: A{b: int}}) -> \n {\nx {}")]
    [InlineData("no schema", "(a: <<<) -> int")]
    public void Between_Nonsense_SaysSomething(string host, string worker) => SchemaDiff.Between(host, worker).ShouldNotBeEmpty();

    [Fact]
    public void Between_AnyTextOfAWorker_NeverThrows()
    {
        const string Alphabet = "(){}<>[]:, ab->\n";
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Create(random.Next(40), random, static (span, random) => random.GetItems(Alphabet, span));
            SchemaDiff.Between("(a: A{b: int}) -> B\nB {a: int, b: A[]}", text).ShouldNotBeEmpty();
            SchemaDiff.Reordered("(a: A{b: int}) -> B\nB {a: int, b: A[]}", text).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("(s: S{Width: int, Height: int}) -> void", "(s: S{Height: int, Width: int}) -> void", "S has another order: Width, Height in the host, Height, Width in the worker")]
    [InlineData("(left: int, right: int) -> int", "(right: int, left: int) -> int", "the parameter list has another order: left, right in the host, right, left in the worker")]
    public void Reordered_SameTypesAtOtherPlaces_IsTold(string host, string worker, string line)
        => SchemaDiff.Reordered(host, worker).ShouldBe([line]);

    [Theory]
    [InlineData("(s: S{Width: int, Height: int}) -> void", "(size: S{W: int, Height: int}) -> void")]
    [InlineData("() -> O\nO {Id: int, Name: string}", "() -> O\nO {Key: int, Label: string}")]
    public void Reordered_OnlyRenamed_IsNothing(string host, string worker) => SchemaDiff.Reordered(host, worker).ShouldBeEmpty();
}
