namespace OutProc.Tests.Transport.Model;

/// <summary>Steps left out on purpose: a checker that does not find these finds nothing.</summary>
internal enum ModelFault
{
    None,

    /// <summary>The producer does not wait for its store to be seen before it looks at the flag.</summary>
    NoFence,

    /// <summary>Who gives the role up does not look whether a wake was swallowed meanwhile.</summary>
    NoSecondLook,

    /// <summary>The receiver takes its ticket when it goes to sleep, not before it looks whether somebody reads.</summary>
    LateTicket,
}
