namespace OutProc.Interop;

/// <summary>How a process ended; both <c>null</c> when somebody else collected its status.</summary>
internal readonly record struct ExitStatus(int? Code, int? Signal);
