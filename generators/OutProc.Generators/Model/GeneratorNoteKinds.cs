namespace OutProc.Generators.Model;

/// <summary>The keys of <see cref="GeneratorNote"/>s in the metadata of the assembly.</summary>
internal static class GeneratorNoteKinds
{
    /// <summary>The generator failed on a type.</summary>
    public const string Failure = "OutProc.Failure";

    /// <summary>A contract has a type that the generator cannot see, because another one makes it.</summary>
    public const string Unknown = "OutProc.Unknown";
}
