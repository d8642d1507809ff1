namespace OutProc.Compare.Anchors;

/// <summary>What a comparison needs beside OutProc.</summary>
internal enum AnchorTool
{
    None,

    /// <summary>The C programs, which need a compiler.</summary>
    C,

    Python,
}
