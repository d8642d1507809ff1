namespace OutProc.Conformance;

/// <summary>The command line or a file cannot be used; the message says why.</summary>
internal sealed class InvalidInputException(string message) : Exception(message);
