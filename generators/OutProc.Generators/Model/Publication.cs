namespace OutProc.Generators.Model;

/// <summary>Who may use an emitted formatter.</summary>
internal enum Publication
{
    /// <summary>Only what is emitted into the same assembly: the type is a collection, or another assembly's.</summary>
    None,

    /// <summary>The formatter is published, and internal as its type is.</summary>
    Internal,

    /// <summary>The formatter is published for every assembly.</summary>
    Public,
}
