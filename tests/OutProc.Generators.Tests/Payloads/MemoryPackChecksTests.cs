using OutProc.Conformance.Payloads;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>What MemoryPack's own generator refuses, or what its code would not compile for, we refuse with the reason in words.</summary>
public sealed class MemoryPackChecksTests
{
    private const string Declarations =
        """
        [MemoryPackable] public class NotPartial { public string S = ""; }
        public class Around { [MemoryPackable] public partial class InNotPartial { public string S = ""; } }
        [MemoryPackable] public abstract partial class AbstractAlone { }
        [MemoryPackable] public partial interface IAlone { }
        [MemoryPackable] public partial class TwoCtors { public TwoCtors() { } public TwoCtors(int x) { } public int X { get; set; } }
        [MemoryPackable] public partial class TwoMarked { [MemoryPackConstructor] public TwoMarked() { } [MemoryPackConstructor] public TwoMarked(int x) { } public int X { get; set; } }
        [MemoryPackable] public partial class Unmatched { public Unmatched(int y) { } public int X { get; set; } }
        [MemoryPackable] public partial class Mismatch { public Mismatch(string x) { } public int X { get; set; } }
        [MemoryPackable] public partial struct UnmanagedCallback { public int X; [MemoryPackOnSerializing] void Z() { } }
        public abstract class WithVirtual { public virtual int X { get; set; } }
        [MemoryPackable] public partial class MarkedOverride : WithVirtual { [MemoryPackIgnore] public override int X { get; set; } }
        [MemoryPackable] [MemoryPackUnion(0, typeof(SealedUnion))] public sealed partial class SealedUnion { }
        [MemoryPackable] [MemoryPackUnion(0, typeof(ConcreteCase))] public partial class ConcreteUnion { }
        [MemoryPackable] public partial class ConcreteCase : ConcreteUnion { }
        [MemoryPackable] [MemoryPackUnion(0, typeof(DupB))] [MemoryPackUnion(0, typeof(DupC))] public abstract partial class DupUnion { }
        [MemoryPackable] public partial class DupB : DupUnion { }
        [MemoryPackable] public partial class DupC : DupUnion { }
        [MemoryPackable] [MemoryPackUnion(0, typeof(Stranger))] public partial interface INotImplemented { }
        [MemoryPackable] [MemoryPackUnion(0, typeof(Stranger))] public abstract partial class NotDerived { }
        [MemoryPackable] public partial class Stranger { }
        [MemoryPackable] [MemoryPackUnion(0, typeof(StructCase))] public partial interface IOfStruct { }
        [MemoryPackable] public partial struct StructCase : IOfStruct { public string S; }
        [MemoryPackable] [MemoryPackUnion(0, typeof(PlainCase))] public partial interface IOfPlain { }
        public class PlainCase : IOfPlain { }
        [MemoryPackable(GenerateType.VersionTolerant)] [MemoryPackUnion(0, typeof(ModeCase))] public abstract partial class ModeUnion { }
        [MemoryPackable] public partial class ModeCase : ModeUnion { }
        [MemoryPackable(GenerateType.VersionTolerant)] public partial class VtOrder249 { [MemoryPackOrder(249)] public string P = ""; }
        [MemoryPackable(GenerateType.VersionTolerant)] public partial class VtNegative { [MemoryPackOrder(-1)] public string P = ""; }
        [MemoryPackable(GenerateType.VersionTolerant)] public partial class VtNoOrder { public string P = ""; }
        [MemoryPackable(SerializeLayout.Explicit)] public partial class MissingOrder { [MemoryPackOrder(0)] public int X; public int Y; }
        [MemoryPackable(SerializeLayout.Explicit)] public partial class GapOrder { [MemoryPackOrder(0)] public int X; [MemoryPackOrder(2)] public int Y; }
        [MemoryPackable(SerializeLayout.Explicit)] public partial class SameOrder { [MemoryPackOrder(0)] public int X; [MemoryPackOrder(0)] public int Y; }
        [MemoryPackable(GenerateType.CircularReference)] public partial class CircularCtor { [MemoryPackOrder(0)] public int X { get; } public CircularCtor(int x) { X = x; } }
        [MemoryPackable(GenerateType.CircularReference)] public partial struct CircularStruct { [MemoryPackOrder(0)] public string X; }
        [MemoryPackable] public partial struct UnmanagedCtor { public int X; [MemoryPackConstructor] public UnmanagedCtor(int x) { X = x; } }
        public class PrivateBase { [MemoryPackInclude] private int x; public void Set() => x = 1; public int Get() => x; }
        [MemoryPackable] public partial class IncludesPrivate : PrivateBase { }
        [MemoryPackable] public partial class ReadOnlyField { public readonly string X = ""; }
        [MemoryPackable] public partial class SuppressInit { [SuppressDefaultInitialization] public string X { get; init; } = ""; }
        [MemoryPackable(GenerateType.VersionTolerant)] public partial struct VtUnmanaged { [MemoryPackOrder(0)] public int X; }
        public class PrivateSetBase { public int X { get; private set; } public void Set() => X = 1; }
        [MemoryPackable] public partial class PrivateSet : PrivateSetBase { }
        [MemoryPackable] public partial class StaticCtor { public int X; static StaticCtor() { } }

        [MemoryPackable] public partial class IncludesProtected : ProtectedBase { }
        public class ProtectedBase { [MemoryPackInclude] protected int X; public void Set() => X = 1; }
        [MemoryPackable] public partial class PrimaryCtor(string s, int n) { public string S { get; } = s; public int N { get; } = n; }
        [MemoryPackable] public partial class GetOnly { public int X => 5; public int Y { get; set; } }
        [MemoryPackable] public partial class OwnPrivateSet { public int X { get; private set; } }
        [MemoryPackable(SerializeLayout.Explicit)] public partial class Ordered { [MemoryPackOrder(1)] public string X = ""; [MemoryPackOrder(0)] public int Y; }
        """;

    private static readonly (string Type, string? Reason)[] s_cases =
    [
        ("NotPartial", "which is [MemoryPackable] but not partial"),
        ("Around.InNotPartial", "which is [MemoryPackable] inside 'Around', which is not partial"),
        ("AbstractAlone", "an abstract class with no known cases; name the type that is sent, or the types behind it with [KnownType]"),
        ("IAlone", "an interface with no known cases; name the type that is sent, or the types behind it with [JsonDerivedType]"),
        ("TwoCtors", "with several constructors, none marked [MemoryPackConstructor]"),
        ("TwoMarked", "with several constructors marked [MemoryPackConstructor]"),
        ("Unmatched", "with no constructor that can rebuild it: no member gives its parameter 'y' a value"),
        ("Mismatch", "with no constructor that can rebuild it: no member gives its parameter 'x' a value"),
        ("UnmanagedCallback", "a struct without references, for which MemoryPack never calls 'Z'"),
        ("MarkedOverride", "whose override 'X' is marked; mark the member of the base type"),
        ("SealedUnion", "a union that is sealed, so that no type can derive from it"),
        ("ConcreteUnion", "a union that is not abstract; MemoryPack's unions are abstract classes and interfaces"),
        ("DupUnion", "a union in which 'DupB' and 'DupC' both have the number 0"),
        ("INotImplemented", "a union that names 'Stranger', which does not implement it"),
        ("NotDerived", "a union that names 'Stranger', which does not derive from it"),
        ("IOfStruct", "a union that names the struct 'StructCase'; MemoryPack's unions are of classes"),
        ("IOfPlain", "a union that names 'PlainCase', which is not [MemoryPackable]"),
        ("ModeUnion", "a union, whose own [MemoryPackable] must not name a GenerateType"),
        ("VtOrder249", "whose member 'P' has the order 249; orders go from 0 to 248"),
        ("VtNegative", "whose member 'P' has the order -1; orders go from 0 to 248"),
        ("VtNoOrder", "whose member 'P' has no [MemoryPackOrder], which its layout wants for every member"),
        ("MissingOrder", "whose member 'Y' has no [MemoryPackOrder], which its layout wants for every member"),
        ("GapOrder", "whose orders have gaps, which only the version-tolerant layout can have"),
        ("SameOrder", "whose members 'X' and 'Y' both have the order 0"),
        ("CircularCtor", "with the circular-reference layout, for which it needs a constructor without parameters"),
        ("CircularStruct", "a struct, which nothing can refer to; the circular-reference layout is for classes"),
        ("UnmanagedCtor", "a struct without references, for which MemoryPack calls no constructor, and one is marked [MemoryPackConstructor]"),
        ("IncludesPrivate", "whose base type marks its private 'x' [MemoryPackInclude]; make it protected"),
        ("ReadOnlyField", "whose readonly field 'X' no constructor parameter sets"),
        ("SuppressInit", "whose member 'X' is marked [SuppressDefaultInitialization], which needs a setter that can be left out"),
        ("VtUnmanaged", "a struct without references, which MemoryPack always writes as raw memory; only types with references tolerate versions"),
        ("PrivateSet", "whose base type has a private setter for 'X'; make it protected"),
        ("StaticCtor", "with a static constructor, which MemoryPack's generated code has too"),
        ("IncludesProtected", null),
        ("PrimaryCtor", null),
        ("GetOnly", null),
        ("OwnPrivateSet", null),
        ("Ordered", null),
    ];

    private static readonly PayloadAssembly s_assembly = PayloadCompiler.Compile(Declarations, [.. s_cases.Select(@case => @case.Type)], []);

    public static TheoryData<string> Types => [.. s_cases.Select(@case => @case.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Parse_MemoryPackableType_IsRefusedForItsReasonOnly(string type)
    {
        int index = Array.FindIndex(s_cases, @case => @case.Type == type);
        string? reason = s_cases[index].Reason;

        string id = type.EndsWith("Alone", StringComparison.Ordinal) ? "OP0115" : "OP0101";
        s_assembly.Problems[index].ShouldBe(reason is null ? null : $"{id} 'value' is '{type[(type.LastIndexOf('.') + 1)..]}', {reason}", type);
    }
}
