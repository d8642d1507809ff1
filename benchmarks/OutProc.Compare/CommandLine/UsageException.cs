namespace OutProc.Compare.CommandLine;

/// <summary>The arguments make no sense; the message says which.</summary>
internal sealed class UsageException(string message) : Exception(message);
