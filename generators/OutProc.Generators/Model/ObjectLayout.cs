namespace OutProc.Generators.Model;

/// <summary>How the members of an object stand on the wire.</summary>
internal enum ObjectLayout
{
    /// <summary>A count, then the members one after the other.</summary>
    Plain,

    /// <summary>Each member in a slot of known length, so that a reader can pass over those it does not know.</summary>
    VersionTolerant,

    /// <summary>As <see cref="VersionTolerant"/>, and each object is written once: later ones are references to it.</summary>
    CircularReference,
}
