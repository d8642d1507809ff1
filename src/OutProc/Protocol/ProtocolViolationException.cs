namespace OutProc.Protocol;

/// <summary>The peer sent something that is not the protocol. Never leaves the library: it ends the worker and becomes its crash cause.</summary>
internal sealed class ProtocolViolationException(string message) : Exception(message);
