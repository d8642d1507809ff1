using OutProc.CompilerServices;
using OutProc.Protocol;
using OutProc.Workers;

namespace OutProc.Tests.Workers;

public sealed class MethodMapTests
{
    private static readonly MethodDescriptor[] s_worker =
    [
        new(0, 10, "Add", 100, "(int, int) -> int"),
        new(1, 20, "Count", 200, "(string) -> int"),
        new(2, 30, "New", 300, "() -> void"),
    ];

    [Fact]
    public void Create_OtherOrderAndFewerMethods_MapsById()
    {
        MethodMap map = MethodMap.Create([Known(20, 200, "(string) -> int"), Known(10, 100, "(int, int) -> int")], s_worker);

        map.Differences.ShouldBeEmpty();
        map.Indexes.ShouldBe([(ushort)1, (ushort)0]);
    }

    [Fact]
    public void Create_OtherSchema_TellsTheWorkersSchema()
        => MethodMap.Create([Known(10, 100, "(int, int) -> int"), Known(20, 201, "(int) -> int")], s_worker).Differences.ShouldBe([new SchemaDifference(1, "(string) -> int")]);

    [Fact]
    public void Create_MissingMethod_TellsThereIsNone()
        => MethodMap.Create([Known(40, 400, "() -> int")], s_worker).Differences.ShouldBe([new SchemaDifference(0, null)]);

    [Fact]
    public void Create_SameWireFormOtherNames_IsServedAndTold()
    {
        MethodMap map = MethodMap.Create([Known(30, 300, "() -> void"), Known(20, 200, "(text: string) -> int")], s_worker);

        map.Differences.ShouldBeEmpty();
        map.Renamed.ShouldBe([new SchemaDifference(1, "(string) -> int")]);
    }

    private static MethodIdentity Known(uint id, ulong hash, string schema) => new(id, hash, MethodIdentity.HashOf(schema));
}
