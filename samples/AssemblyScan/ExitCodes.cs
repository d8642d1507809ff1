namespace AssemblyScan;

/// <summary>What the program returns to the shell.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    public const int CannotRun = 1;

    public const int FilesFailed = 2;
}
