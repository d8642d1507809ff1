namespace OutProc.Conformance.Fuzzing;

/// <summary>A valid payload and the codec it is for.</summary>
internal sealed record CorpusEntry(string Name, string Codec, byte[] Bytes);
