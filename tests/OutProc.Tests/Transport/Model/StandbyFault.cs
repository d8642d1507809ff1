namespace OutProc.Tests.Transport.Model;

/// <summary>Steps of the standby's protocol left out on purpose.</summary>
internal enum StandbyFault
{
    None,

    /// <summary>The host does not wait for its stores to be seen before it looks whether the standby sleeps.</summary>
    NoFence,

    /// <summary>The loop gives the role up and does not look for urgent frames.</summary>
    NoLookOnLeaving,

    /// <summary>The standby gives the role up and does not look whether the loop wants it back.</summary>
    NoLookForWanted,

    /// <summary>The standby announces its sleep and does not look for urgent frames once more.</summary>
    NoLookBeforeSleep,

    /// <summary>The loop asks for the role and waits without trying once more.</summary>
    NoSecondTry,
}
