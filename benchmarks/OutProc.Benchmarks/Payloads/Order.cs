namespace OutProc.Benchmarks.Payloads;

/// <summary>What a shop sends.</summary>
public sealed class Order
{
    public Guid Id { get; set; }

    public string Customer { get; set; } = "";

    public DateTimeOffset Placed { get; set; }

    public List<OrderLine> Lines { get; set; } = [];

    public string? Note { get; set; }
}
