using OutProc.Generators.Helpers;

namespace OutProc.Generators.Tests.Helpers;

public sealed class EquatableArrayTests
{
    [Fact]
    public void Equals_EqualElementsInOrder_True()
    {
        EquatableArray<string> left = ["a", "b"];
        EquatableArray<string> right = "a,b".Split(',').ToEquatableArray();

        left.Equals(right).ShouldBeTrue();
        (left == right).ShouldBeTrue();
        left.Equals((object)right).ShouldBeTrue();
        left.GetHashCode().ShouldBe(right.GetHashCode());
    }

    [Theory]
    [InlineData("b,a")]
    [InlineData("a")]
    [InlineData("a,b,c")]
    [InlineData("a,B")]
    public void Equals_OtherElements_False(string other)
    {
        EquatableArray<string> left = ["a", "b"];
        EquatableArray<string> right = other.Split(',').ToEquatableArray();

        left.Equals(right).ShouldBeFalse();
        (left != right).ShouldBeTrue();
        left.Equals((object)right).ShouldBeFalse();
    }

    [Fact]
    public void Equals_DefaultAndEmpty_True()
    {
        EquatableArray<string> empty = [];

        default(EquatableArray<string>).Equals(empty).ShouldBeTrue();
        default(EquatableArray<string>).GetHashCode().ShouldBe(empty.GetHashCode());
        default(EquatableArray<string>).ShouldBeEmpty();
        empty.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Equals_NestedRecordsWithArrays_ComparesTheirElements()
    {
        EquatableArray<Node> left = [new Node("x", [1, 2])];
        EquatableArray<Node> right = [new Node("x", [1, 2])];
        EquatableArray<Node> other = [new Node("x", [1, 3])];

        left.ShouldBe(right);
        left.GetHashCode().ShouldBe(right.GetHashCode());
        left.ShouldNotBe(other);
    }

    [Fact]
    public void Equals_NullElements_ComparedAsValues()
    {
        EquatableArray<string> left = [null!, "a"];
        EquatableArray<string> right = [null!, "a"];

        left.ShouldBe(right);
        left.GetHashCode().ShouldBe(right.GetHashCode());
    }

    [Fact]
    public void Create_SourceChangedLater_KeepsItsElements()
    {
        string[] source = ["a", "b"];
        EquatableArray<string> array = source.ToEquatableArray();

        source[0] = "changed";

        array[0].ShouldBe("a");
        array.Count.ShouldBe(2);
    }

    [Fact]
    public void GetEnumerator_Elements_InOrder()
    {
        EquatableArray<string> array = ["a", "b", "c"];
        var seen = new List<string>();
        foreach (string item in array)
        {
            seen.Add(item);
        }

        seen.ShouldBe(["a", "b", "c"]);
        array.Select(item => item.ToUpperInvariant()).ShouldBe(["A", "B", "C"]);
    }

    private sealed record Node(string Name, EquatableArray<int> Values);
}
