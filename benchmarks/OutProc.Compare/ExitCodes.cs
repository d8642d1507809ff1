namespace OutProc.Compare;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    /// <summary>All rows were measured, or left out for want of a tool and named. Missed targets are no failure.</summary>
    public const int Success = 0;

    /// <summary>A row could not be measured.</summary>
    public const int RowFailed = 1;

    public const int Usage = 2;
}
