namespace OutProc.TestWorkers;

/// <summary>How much there is of something, and where.</summary>
public sealed record Stock(string Place, int Count);
