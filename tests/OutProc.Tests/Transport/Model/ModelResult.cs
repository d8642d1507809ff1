namespace OutProc.Tests.Transport.Model;

/// <summary>What an exploration found.</summary>
/// <param name="States">The number of different states.</param>
/// <param name="Failure">What is wrong in one of them, or <c>null</c>.</param>
/// <param name="State">That state.</param>
internal sealed record ModelResult(int States, string? Failure, ModelState? State);
