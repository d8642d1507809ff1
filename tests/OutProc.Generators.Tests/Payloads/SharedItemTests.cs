using OutProc.Generators.Tests.Infrastructure;

namespace OutProc.Generators.Tests.Payloads;

/// <summary>Wherever the source names a shared queue or the like, there is code that writes and reads its items.</summary>
public sealed class SharedItemTests
{
    private const string Types =
        """
        using OutProc.Shared;
        namespace Acme;
        public sealed record Order(int Id, string Name);
        public readonly record struct Padded(byte Kind, long Value);
        """;

    [Theory]
    [InlineData("public class User { public SharedQueue<Order>? Queue; }")]
    [InlineData("public class User { public User(SharedQueue<Order> a, SharedQueue<Order> b, SharedQueueItem<Order> c) { } }")]
    [InlineData("public class User { public static void Declare(SharedDeclarations all) => all.AddQueue<Order>(\"orders\"); }")]
    [InlineData("public class User { public object? Find(SharedResources all) => all.Get<SharedQueue<Order>>(\"orders\"); }")]
    public void Run_ItemNamed_IsWrittenAndReadByOneEmittedClass(string user)
    {
        GeneratorRun run = GeneratorRun.Sound(Types + user);

        string item = run.Sources.Where(static source => source.HintName.Contains("Item_")).ShouldHaveSingleItem().SourceText.ToString();
        item.ShouldContain("SharedItemCodecs.Register<global::Acme.Order, OrderItem_");
        item.ShouldContain("ModuleInitializer");
        run.Sources.ShouldContain(static source => source.HintName.EndsWith("OrderFormatter.g.cs"));
    }

    [Fact]
    public void Run_StructWithPadding_IsCleanedAndChecked()
        => GeneratorRun.Sound(Types + "public class User { public SharedQueue<Padded>? Queue; }").Sources
            .ShouldContain(static source => source.HintName.Contains("PaddedItem_") && source.SourceText.ToString().Contains("WriteRaw<"));

    [Theory]
    [InlineData("public class User { public SharedQueue<int>? A; public SharedQueue<string>? B; public SharedQueue<byte[]>? C; }")]
    [InlineData("public class User<T> { public SharedQueue<T>? A; public SharedQueue<System.Collections.Generic.List<T>>? B; }")]
    [InlineData("public class User { private sealed class Hidden { public int X { get; set; } } public object? A = default(SharedQueue<Hidden>); }")]
    [InlineData("public class SharedList<T> { } public class User { public SharedList<Order>? Own; }")]
    public void Run_NothingToEmit_EmitsNothing(string user)
        => GeneratorRun.Sound(Types + user).Sources.ShouldNotContain(static source => source.HintName.Contains("Item_"));
}
