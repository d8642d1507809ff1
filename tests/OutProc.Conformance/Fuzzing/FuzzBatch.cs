namespace OutProc.Conformance.Fuzzing;

/// <summary>A piece of work for a child process.</summary>
/// <param name="Corpus">The file with the valid payloads.</param>
/// <param name="Marker">The file in which the child notes the number of the input at hand, so that a crash can be told.</param>
/// <param name="Seed">The seed.</param>
/// <param name="First">The number of the first input.</param>
/// <param name="Count">How many inputs.</param>
internal sealed record FuzzBatch(string Corpus, string Marker, ulong Seed, long First, int Count);
