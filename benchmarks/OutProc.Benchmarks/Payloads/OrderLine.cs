namespace OutProc.Benchmarks.Payloads;

/// <summary>One article of an order.</summary>
public sealed record OrderLine(string Article, int Quantity, decimal Price);
