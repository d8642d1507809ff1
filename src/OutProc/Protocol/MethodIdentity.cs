namespace OutProc.Protocol;

/// <summary>One method as the host knows it.</summary>
/// <param name="Id">Its id on the wire.</param>
/// <param name="SchemaHash">The hash of what the wire depends on in its schema.</param>
/// <param name="TextHash">The hash of the whole schema text, names included: where only this one differs, something was renamed or reordered.</param>
/// <param name="TimeoutMilliseconds">How long the worker may have a call; negative for no limit.</param>
internal readonly record struct MethodIdentity(uint Id, ulong SchemaHash, ulong TextHash, long TimeoutMilliseconds = -1)
{
    /// <summary>FNV-1a over the UTF-16 code units: both ends compute it, nobody keeps it.</summary>
    public static ulong HashOf(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char unit in text)
        {
            hash = (hash ^ unit) * 1099511628211;
        }

        return hash;
    }
}
