namespace OutProc.Conformance.Vectors;

/// <summary>How our result differs from the real library's.</summary>
internal enum Deviation
{
    /// <summary>We accept what it refuses.</summary>
    Accepts,

    /// <summary>We refuse what it accepts; there are no bytes to compare, so the entry is not applicable.</summary>
    Refuses,

    /// <summary>We refuse bytes that it reads.</summary>
    RejectsBytes,

    /// <summary>We write other bytes.</summary>
    WritesOther,

    /// <summary>The entry asks for something that is not offered; it is not run.</summary>
    NotRun,
}
