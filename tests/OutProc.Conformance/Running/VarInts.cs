using OutProc.Conformance.Vectors;

namespace OutProc.Conformance.Running;

/// <summary>Runs the entries about numbers of variable length.</summary>
internal static class VarInts
{
    /// <summary>Whether the type of an entry names the reader of such numbers instead of a type.</summary>
    public static bool IsReader(string type) => type.Contains("ReadVarInt", StringComparison.Ordinal);

    public static EntryResult Write(Vector vector) => new(vector, Outcome.NotApplicable, "numbers of variable length are not written yet");

    public static EntryResult Read(Vector vector) => new(vector, Outcome.NotApplicable, "numbers of variable length are not read yet");
}
