namespace OutProc.Transport;

/// <summary>
/// How much memory a peer may make this side take by announcing what it will send. Someone who has sent much may claim much: what was claimed in all
/// is never more than eight times what has arrived in all, and a little to begin with. What is not granted grows as its bytes arrive.
/// </summary>
/// <remarks>Not thread-safe: used by the holder of the reader role.</remarks>
internal sealed class ClaimLimit
{
    /// <summary>What anybody may claim.</summary>
    public const long Free = 16 << 20;

    private const int PerByte = 8;

    private long _left = Free;

    /// <summary>Counts bytes that have arrived.</summary>
    public void Earn(int count) => _left += (long)count * PerByte;

    /// <summary>Asks for memory before its bytes have arrived.</summary>
    public bool TryClaim(int size)
    {
        if (size > _left)
        {
            return false;
        }

        _left -= size;
        return true;
    }
}
