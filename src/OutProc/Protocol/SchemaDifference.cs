namespace OutProc.Protocol;

/// <summary>A method the worker cannot serve as the host knows it.</summary>
/// <param name="Method">The index in the host's method table.</param>
/// <param name="WorkerSchema">The worker's own schema of the method, or <c>null</c> when it has no method of that id.</param>
internal readonly record struct SchemaDifference(ushort Method, string? WorkerSchema);
