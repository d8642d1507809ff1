namespace OutProc.Benchmarks.Calls;

/// <summary>What travels there and back.</summary>
public sealed record EchoMessage(int Id, string Name, byte[] Data);
