namespace OutProc.Rpc;

/// <summary>Where a <see cref="WheelEntry"/> is.</summary>
internal enum WheelEntryState
{
    /// <summary>Not scheduled.</summary>
    Idle = 0,

    /// <summary>In a slot of the wheel.</summary>
    Waiting = 1,

    /// <summary>Its <see cref="WheelEntry.OnDue"/> is about to run, or runs.</summary>
    Due = 2,
}
