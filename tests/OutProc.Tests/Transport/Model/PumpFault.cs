namespace OutProc.Tests.Transport.Model;

/// <summary>Steps of the pump left out on purpose.</summary>
internal enum PumpFault
{
    None,

    /// <summary>A run that nobody watches takes item after item without another run behind it.</summary>
    NotEagerWhenUnwatched,

    /// <summary>A run that gives the role up to work does not look whether the receiver still watches.</summary>
    LeavesTheRoleUnwatched,

    /// <summary>The receiver that stops watching leaves the items to the runs that are under way.</summary>
    NoRunAfterWatching,

    /// <summary>The receiver waits for the end of all runs, however long one takes.</summary>
    NeverLooksWhileWatching,
}
