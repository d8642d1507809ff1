namespace OutProc.Interop;

/// <summary>The error numbers that are acted upon. Equal on x64 and arm64.</summary>
internal static class Errno
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int NoSuchProcess = 3;
    public const int BrokenPipe = 32;
    public const int NotImplemented = 38;
    public const int ConnectionReset = 104;
    public const int TimedOut = 110;
    public const int NotConnected = 107;
}
