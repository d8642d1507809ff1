namespace OutProc.Shared;

/// <summary>What a participant asks of a dictionary or list that the host keeps.</summary>
internal enum StoreOperation : byte
{
    /// <summary>Never asked.</summary>
    None = 0,

    /// <summary>The value of a key, or at an index.</summary>
    Get,

    /// <summary>Whether a key is there, or where a value is.</summary>
    Find,

    /// <summary>Puts a value there, whatever is there.</summary>
    Set,

    /// <summary>Adds a key that is not there yet, or values at the end.</summary>
    Add,

    /// <summary>Puts a value there if what is there has the version that is given.</summary>
    Replace,

    /// <summary>Puts a value in front of an index.</summary>
    Insert,

    /// <summary>Takes a key, or what is at an index, away.</summary>
    Remove,

    /// <summary>How many there are.</summary>
    Count,

    /// <summary>Takes all away.</summary>
    Clear,

    /// <summary>What follows a position, as much as fits into a page.</summary>
    Page,

    /// <summary>All there is, at one moment.</summary>
    Snapshot,
}
