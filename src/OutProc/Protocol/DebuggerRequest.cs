namespace OutProc.Protocol;

/// <summary>Whether a worker shall wait for a debugger before it runs any of the user's code.</summary>
internal enum DebuggerRequest : byte
{
    None = 0,

    /// <summary>Wait until one is attached.</summary>
    Wait = 1,

    /// <summary>Ask the system to start one, then wait.</summary>
    Launch = 2,
}
