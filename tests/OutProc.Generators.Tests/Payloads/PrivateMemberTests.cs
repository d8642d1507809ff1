using OutProc.Conformance.Payloads;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Members and constructors that only their type can reach, also of generic types.</summary>
public sealed class PrivateMemberTests
{
    private const string Declarations =
        """
        public class Box<T> where T : class
        {
            [DataMember] private List<T> _items = [];
            [JsonConstructor] private Box(T? first) => First = first;
            public T? First { get; private set; }
            public static Box<T> Of(params T[] items) => new(items[0]) { _items = [.. items] };
            public override string ToString() => $"{First}: {string.Join(",", _items)}";
        }

        public class Derived : Box2<int>
        {
            [DataMember] private string _own = "";
            public static Derived Of(int number, string own) { var value = new Derived { _own = own }; value.Set(number); return value; }
            public override string ToString() => base.ToString() + _own;
        }

        public class Box2<T>
        {
            [DataMember] private T? _value;
            public T? Hidden { get; private set; }
            public void Set(T value) { _value = value; Hidden = value; }
            public override string ToString() => $"{_value} {Hidden} ";
        }

        public class Outer<T> where T : notnull
        {
            public struct Inner<TKey> where TKey : struct
            {
                [DataMember] private (TKey, T) _pair;
                [DataMember] private string _text;
                public static Inner<TKey> Of(TKey key, T value) => new() { _pair = (key, value), _text = "x" };
                public override readonly string ToString() => $"{_pair} {_text}";
            }
        }

        #pragma warning disable EXP1, CS0809
        public class Retired
        {
            [Obsolete("Gone.", error: true)] public required string Gone { get; init; }
            [System.Diagnostics.CodeAnalysis.Experimental("EXP1")] public int New;
            public int Kept { get; [Obsolete("Gone.", error: true)] set; }
            [Obsolete] public static Retired Of() => new() { Gone = "g", New = 2, Kept = 3 };
            [Obsolete] public override string ToString() => $"{Gone} {New} {Kept}";
        }

        public struct HiddenStruct<T>
        {
            [JsonConstructor] private HiddenStruct(T value) => Value = value;
            public T Value { get; }
            public static HiddenStruct<T> Of(T value) => new(value);
            public override readonly string ToString() => $"{Value}";
        }
        """;

    [Theory]
    [InlineData("Box<string>", "Box<string>.Of(\"a\", \"b\")", "a: a,b")]
    [InlineData("Derived", "Derived.Of(7, \"o\")", "7 7 o")]
    [InlineData("Outer<string>.Inner<int>", "Outer<string>.Inner<int>.Of(1, \"a\")", "(1, a) x")]
    [InlineData("Retired", "Retired.Of()", "g 2 3")]
    [InlineData("HiddenStruct<string>", "HiddenStruct<string>.Of(\"a\")", "a")]
    public void Read_MembersOnlyTheTypeCanReach_AreRestored(string type, string value, string expected)
    {
        PayloadAssembly assembly = PayloadCompiler.Compile(Declarations, [type], [(0, value)]);

        object? read = assembly.Read(0, assembly.Write(0, assembly.Make(0)));

        read.ShouldNotBeNull().ToString().ShouldBe(expected);
    }
}
