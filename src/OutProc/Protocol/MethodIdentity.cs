namespace OutProc.Protocol;

/// <summary>One method as the host knows it: its id on the wire and the hash of its schema.</summary>
internal readonly record struct MethodIdentity(uint Id, ulong SchemaHash);
