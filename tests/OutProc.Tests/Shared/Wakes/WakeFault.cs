namespace OutProc.Tests.Shared.Wakes;

/// <summary>Steps of the locks between processes left out, or in the wrong order, on purpose.</summary>
internal enum WakeFault
{
    None,

    /// <summary>A waiter looks whether the lock is free, and then says that it waits.</summary>
    LookBeforeEntering,

    /// <summary>Whoever finds the lock free and leaves it to those who starve does not ring for them.</summary>
    NoRingOnGivingWay,

    /// <summary>Whoever leaves without having been served does not ring for the next.</summary>
    NoRingOnLeaving,

    /// <summary>Who was rung looks first and then clears the bell.</summary>
    AnswerAfterLooking,

    /// <summary>Whoever rings wakes those who sleep, and leaves no mark for those who are about to.</summary>
    NoMarkForTheAwake,

    /// <summary>The repair frees what the dead held and rings nobody.</summary>
    NoRingOnRepair,

    /// <summary>The repair does not wake whom the dead had rung and not woken.</summary>
    NoWakeOnRepair,

    /// <summary>The dead stay among those who wait.</summary>
    DeadKeepWaiting,

    /// <summary>The lock is taken by one instruction, and the owner written down by the next.</summary>
    OwnerAfterTaking,
}
