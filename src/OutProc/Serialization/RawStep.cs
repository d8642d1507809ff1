namespace OutProc.Serialization;

/// <summary>One thing to do with a value's memory.</summary>
/// <param name="Check">What.</param>
/// <param name="Offset">Where the bytes to look at begin.</param>
/// <param name="Size">How many they are.</param>
/// <param name="Value">For an optional value: where it begins.</param>
/// <param name="ValueSize">For an optional value: its size.</param>
/// <param name="Inner">For an optional value: how many of the next steps are inside it.</param>
internal readonly record struct RawStep(RawCheck.Kind Check, int Offset, int Size, int Value = 0, int ValueSize = 0, int Inner = 0);
