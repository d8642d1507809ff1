using System.Globalization;

namespace OutProc.Benchmarks.Payloads;

/// <summary>The values that are measured.</summary>
internal static class Samples
{
    private static readonly DateTime s_taken = new(2026, 11, 21, 12, 30, 15, 678, DateTimeKind.Utc);

    public static Sample Sample { get; } = new(1_234_567_890_123, 7, 3.25f);

    public static Reading Reading { get; } = MakeReading(42);

    public static int[] Numbers { get; } = [.. Enumerable.Range(0, 1000).Select(i => i * 7919)];

    public static List<Reading> Readings { get; } = [.. Enumerable.Range(0, 100).Select(MakeReading)];

    public static ResizeArguments Resize { get; } = new(MakeBytes(65536), 640, 480);

    public static SearchArguments Search { get; } = new("worker processes that survive their crashes", 3, 50, IsExact: true);

    public static PlaceArguments Place { get; } = new(
        new Order
        {
            Id = new Guid("3b6f1f5e-9a55-4a3c-8a3e-6a1b1a7d3c11"),
            Customer = "Ada Lovelace",
            Placed = new DateTimeOffset(s_taken, TimeSpan.Zero),
            Lines = [.. Enumerable.Range(1, 8).Select(i => new OrderLine($"article-{i:000}", i, i * 9.95m))],
        },
        IsTest: false);

    public static ConfigureArguments Configure { get; } = new(
        "production", Enumerable.Range(0, 20).ToDictionary(i => $"section:{i}:key", i => $"value number {i}"));

    public static PredictArguments Predict { get; } = new("resnet-50", [.. Enumerable.Range(0, 256).Select(i => i / 256f)], 0.75);

    private static Reading MakeReading(int id)
        => new(id, "sensor-" + id.ToString("000000000", CultureInfo.InvariantCulture), s_taken.AddSeconds(id), id * 1.5);

    private static byte[] MakeBytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
