namespace AssemblyScan.CommandLine;

/// <summary>The user asked for something that cannot be done. The message is all there is to say.</summary>
internal sealed class UsageException(string message) : Exception(message);
