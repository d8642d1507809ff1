using OutProc.Conformance.Payloads;
using OutProc.Contracts;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Base types that name the types behind them without MemoryPack's attributes.</summary>
public sealed class UnionTests
{
    private const string Declarations =
        """
        [KnownType(typeof(Cat))] [KnownType(typeof(Dog))]
        public abstract class Animal { public string Name { get; set; } = ""; }
        public sealed class Dog : Animal { public int Tricks { get; set; } }
        public class Cat : Animal { public Animal? Prey { get; set; } }
        public sealed class Lion : Cat { }

        [KnownType(typeof(Manager))]
        public class Employee { public string Name { get; set; } = ""; }
        public sealed class Manager : Employee { public List<Employee> Team { get; set; } = []; }

        [JsonDerivedType(typeof(Point), "p")] [JsonDerivedType(typeof(Circle), "c")]
        public interface IShape { }
        public record struct Point(int X, int Y) : IShape;
        public sealed record Circle(int Radius) : IShape;

        [MemoryPackUnion(0, typeof(Some<>))] [MemoryPackUnion(300, typeof(None<>))]
        public interface IMaybe<T> { }
        public sealed record Some<T>(T Value) : IMaybe<T>;
        public sealed record None<T> : IMaybe<T>;

        [KnownType(typeof(string))]
        public abstract class Wrong { }
        [KnownType(nameof(Types))]
        public abstract class ByMethod { public static Type[] Types() => []; }
        """;

    private static readonly PayloadAssembly s_assembly = PayloadCompiler.Compile(
        Declarations,
        ["Animal", "Employee", "IShape", "IMaybe<string>", "Wrong", "ByMethod", "Dog"],
        [
            (0, "new Dog { Name = \"a\", Tricks = 2 }"),
            (0, "new Cat { Name = \"a\", Prey = new Dog { Name = \"b\" } }"),
            (1, "new Employee { Name = \"a\" }"),
            (1, "new Manager { Name = \"a\", Team = [new Employee { Name = \"b\" }] }"),
            (2, "new Point(1, 2)"),
            (2, "new Circle(3)"),
            (3, "new Some<string>(\"a\")"),
            (3, "new None<string>()"),
            (0, "(Animal?)null"),
            (6, "new Dog { Name = \"a\", Tricks = 2 }"),
            (0, "new Lion()"),
        ]);

    [Theory]
    [InlineData(0, 0, "01" + "02" + "feffffff0100000061" + "02000000")]
    [InlineData(0, 1, "00" + "02" + "feffffff0100000061" + "01" + "02" + "feffffff0100000062" + "00000000")]
    [InlineData(1, 2, "00" + "01" + "feffffff0100000061")]
    [InlineData(1, 3, "01" + "02" + "feffffff0100000061" + "01000000" + "00" + "01" + "feffffff0100000062")]
    [InlineData(2, 4, "00" + "01000000" + "02000000")]
    [InlineData(2, 5, "01" + "01" + "03000000")]
    [InlineData(3, 6, "00" + "01" + "feffffff0100000061")]
    [InlineData(3, 7, "fa2c01" + "00")]
    [InlineData(0, 8, "ff")]
    [InlineData(6, 9, "02" + "feffffff0100000061" + "02000000")]
    public void Write_Case_HasItsNumberInFront(int type, int value, string hex)
    {
        byte[] payload = s_assembly.Write(type, s_assembly.Make(value));

        Convert.ToHexStringLower(payload).ShouldBe(hex);
        s_assembly.Write(type, s_assembly.Read(type, payload)).ShouldBe(payload);
    }

    [Fact]
    public void Write_DerivedFromACase_IsRefusedNotSliced()
        => Should.Throw<PayloadException>(() => s_assembly.Write(0, s_assembly.Make(10))).Message.ShouldContain("'Vec.Lion' is not a type");

    [Theory]
    [InlineData("02")]
    [InlineData("fa2c01ff")]
    [InlineData("fb")]
    [InlineData("fc")]
    [InlineData("fd")]
    [InlineData("fe")]
    public void Read_NumberNobodyNamed_Throws(string hex)
        => Should.Throw<PayloadException>(() => s_assembly.Read(0, Convert.FromHexString(hex)));

    [Fact]
    public void Parse_TypeThatDoesNotDerive_IsRefused()
        => s_assembly.Problems[4].ShouldBe("OP0101 'value' is 'Wrong', a union that names 'String', which does not derive from it");

    [Fact]
    public void Parse_TypesNamedByAMethod_AreNotKnown()
        => s_assembly.Problems[5].ShouldBe("OP0115 'value' is 'ByMethod', an abstract class with no known cases; name the type that is sent, or the types behind it with [KnownType]");
}
