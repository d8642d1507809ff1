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
        MethodMap map = MethodMap.Create([new(20, 200), new(10, 100)], s_worker);

        map.Differences.ShouldBeEmpty();
        map.Indexes.ShouldBe([(ushort)1, (ushort)0]);
    }

    [Fact]
    public void Create_OtherSchema_TellsTheWorkersSchema()
        => MethodMap.Create([new(10, 100), new(20, 201)], s_worker).Differences.ShouldBe([new SchemaDifference(1, "(string) -> int")]);

    [Fact]
    public void Create_MissingMethod_TellsThereIsNone()
        => MethodMap.Create([new(40, 400)], s_worker).Differences.ShouldBe([new SchemaDifference(0, null)]);
}
