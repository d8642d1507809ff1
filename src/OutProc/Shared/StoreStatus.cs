namespace OutProc.Shared;

/// <summary>How the host answers what a participant asks of a dictionary or list.</summary>
internal enum StoreStatus : byte
{
    /// <summary>It was done.</summary>
    Ok,

    /// <summary>There is no such key or value.</summary>
    Missing,

    /// <summary>The key is there already, or has another version. The value that is there comes along.</summary>
    Exists,

    /// <summary>There is no such index. The number is the count.</summary>
    OutOfRange,

    /// <summary>There is no room. The number is the limit.</summary>
    Full,

    /// <summary>The answer is larger than a message may be. The number is its size.</summary>
    TooLarge,

    /// <summary>The pool is disposed.</summary>
    Disposed,
}
